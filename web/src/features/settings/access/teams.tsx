/** S16: teams, whose members work together across the role tree. */
import { ActionIcon, Button, Group, Loader, Modal, MultiSelect, Stack, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { RapportError, type Team, type TeamInput } from "@rapport/sdk";
import { Pencil, Plus, Trash2, Users as People } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useTeams } from "@/data/access.ts";
import { useUsers } from "@/data/meta.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { Problem } from "@/ui/problem.tsx";
import { EmptyState, ErrorState } from "@/ui/states.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./access.module.css";

export default function Teams() {
  const { t } = useTranslation();
  const teams = useTeams();
  const [edited, setEdited] = useState<{ team?: Team } | null>(null);
  if (teams.isError) return <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />;
  return (
    <Panel
      title={t("access.teams.title")}
      text={t("access.teams.text")}
      actions={
        <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setEdited({})}>
          {t("access.teams.add")}
        </Button>
      }
    >
      {teams.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {teams.data?.length === 0 && <EmptyState icon={People} title={t("access.teams.none")} text={t("access.teams.noneText")} />}
      {teams.data && teams.data.length > 0 && (
        <table className={settings.table} aria-label={t("access.teams.title")}>
          <thead>
            <tr>
              <th scope="col">{t("access.users.name")}</th>
              <th scope="col">{t("access.teams.members")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("access.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.data.map((team) => (
              <TeamRow key={team.id} team={team} onEdit={() => setEdited({ team })} />
            ))}
          </tbody>
        </table>
      )}
      {edited && <TeamDialog {...edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function TeamRow({ team, onEdit }: { team: Team; onEdit: () => void }) {
  const { t } = useTranslation();
  const users = useUsers().data ?? [];
  const showError = useErrorToast();
  const remove = useAccessChange(() => api.access.deleteTeam(team.id));
  const { name } = team;
  const members = users.filter((user) => team.members.includes(user.id));
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.removeTitle", { name }),
      children: t("access.teams.removeText"),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(undefined, { onError: showError }),
    });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <div className={styles.people}>
          {members.map((user) => (
            <span key={user.id} className={styles.personChip}>
              <PersonAvatar name={user.name} /> {user.name}
            </span>
          ))}
          {members.length === 0 && t("access.roles.nobody")}
        </div>
      </td>
      <td className={settings.rowActions}>
        <ActionIcon size={28} aria-label={t("access.editOf", { name })} onClick={onEdit}>
          <Pencil size={15} />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t("access.removeOf", { name })} onClick={ask}>
          <Trash2 size={15} />
        </ActionIcon>
      </td>
    </tr>
  );
}

function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  const { t } = useTranslation();
  const users = useUsers().data ?? [];
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState(team?.members ?? []);
  const save = useAccessChange((input: TeamInput) => (team ? api.access.updateTeam(team.id, input) : api.access.addTeam(input)));
  const problem = save.error instanceof RapportError ? save.error.fieldMessage("name") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), members }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={team ? t("access.editOf", { name: team.name }) : t("access.teams.add")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {!problem && <Problem error={save.error} />}
          <TextInput label={t("access.users.name")} value={name} required data-autofocus error={problem && sentence(problem)} onChange={(event) => setName(event.currentTarget.value)} />
          <MultiSelect
            label={t("access.teams.members")}
            data={users.filter((user) => user.active || members.includes(user.id)).map((user) => ({ value: user.id, label: user.name }))}
            value={members}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("common.clear") }}
            nothingFoundMessage={t("field.noOption")}
            onChange={setMembers}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
