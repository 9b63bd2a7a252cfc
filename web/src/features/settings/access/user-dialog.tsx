/** What a person may do, whom they answer to, and with whom they work. */
import { Alert, Button, Group, Modal, MultiSelect, Select, Stack, TextInput } from "@mantine/core";
import { RapportError, type User, type UserChange } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useProfiles, useRoles, useTeams } from "@/data/access.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";

interface Draft {
  name: string;
  profile: string;
  role: string | null;
  teams: string[];
}

export function UserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const profiles = useProfiles().data ?? [];
  const teams = useTeams().data ?? [];
  const [draft, setDraft] = useState<Draft>(() => draftOf(user));
  const save = useAccessChange((changes: UserChange) => api.access.updateUser(user.id, changes));
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };
  const at = (name: keyof Draft) => {
    const message = save.error instanceof RapportError ? save.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const profile = profiles.find((one) => one.id === draft.profile);
  const isAdministrator = profile?.administrator ?? user.profile.administrator;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changes = changesOf(draft, draftOf(user));
    if (Object.keys(changes).length === 0) onClose();
    else save.mutate(changes, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t("access.users.changeOf", { name: user.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={save.error} />
          <TextInput label={t("access.users.name")} value={draft.name} required data-autofocus error={at("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <ProfileSelect value={draft.profile} error={at("profile")} onChange={(id) => set({ profile: id })} />
          {isAdministrator !== user.profile.administrator && (
            <Alert variant="light" color="orange" role="status">
              {t(isAdministrator ? "access.users.sure.admin" : "access.users.sure.noAdmin", { name: user.name })}
            </Alert>
          )}
          <RoleSelect value={draft.role} error={at("role")} onChange={(id) => set({ role: id })} />
          <MultiSelect
            label={t("access.users.teams")}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={draft.teams}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("common.clear") }}
            nothingFoundMessage={t("field.noOption")}
            error={at("teams")}
            onChange={(ids) => set({ teams: ids })}
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

interface SelectProps<T> {
  value: T;
  error?: string | undefined;
  onChange: (value: T) => void;
}

export function ProfileSelect({ value, error, onChange }: SelectProps<string>) {
  const { t } = useTranslation();
  const profiles = useProfiles().data ?? [];
  const chosen = profiles.find((one) => one.id === value);
  return (
    <Select
      label={t("access.users.profile")}
      description={chosen?.description ?? t("access.users.profileText")}
      data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
      value={value || null}
      allowDeselect={false}
      required
      error={error}
      onChange={(id) => id && onChange(id)}
    />
  );
}

export function RoleSelect({ value, error, onChange }: SelectProps<string | null>) {
  const { t } = useTranslation();
  const roles = useRoles().data ?? [];
  return (
    <Select
      label={t("access.users.role")}
      description={t("access.users.roleText")}
      data={roles.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      clearable
      clearButtonProps={{ "aria-label": t("common.clear") }}
      placeholder={t("access.users.noRole")}
      error={error}
      onChange={onChange}
    />
  );
}

function draftOf(user: User): Draft {
  return {
    name: user.name,
    profile: user.profile.id,
    role: user.role?.id ?? null,
    teams: (user.teams ?? []).map((team) => team.id),
  };
}

/** Only what differs: another administrator may change the rest at the same time. */
function changesOf(draft: Draft, before: Draft): UserChange {
  const changed = (Object.keys(draft) as (keyof Draft)[]).filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, draft[name]]));
}
