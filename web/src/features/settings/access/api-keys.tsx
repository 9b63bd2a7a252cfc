/** Keys for programs. A secret is shown once, when the key is made. */
import { ActionIcon, Button, Group, Loader, Modal, Stack, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ApiKey } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { formatAgo, formatDate } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { SecretOnce } from "@/ui/secret-once.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import styles from "../settings.module.css";
import { ProfileSelect } from "./user-dialog.tsx";

export default function ApiKeys() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: keys.account("keys"), queryFn: () => api.account.apiKeys() });
  const [isAdding, setAdding] = useState(false);
  return (
    <Panel
      title={t("account.keys.title")}
      text={t("account.keys.text")}
      actions={
        <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setAdding(true)}>
          {t("account.keys.add")}
        </Button>
      }
    >
      {list.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      <Problem error={list.error} isPassive />
      {list.data?.length === 0 && <p className={styles.dim}>{t("account.keys.none")}</p>}
      {list.data && list.data.length > 0 && (
        <table className={styles.table} aria-label={t("account.keys.title")}>
          <thead>
            <tr>
              <th scope="col">{t("account.keys.name")}</th>
              <th scope="col">{t("account.keys.profile")}</th>
              <th scope="col">{t("account.keys.used")}</th>
              <th scope="col">{t("account.keys.expires")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("account.keys.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </tbody>
        </table>
      )}
      {isAdding && <AddKey onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const { id, name, prefix } = apiKey;
  const remove = useMutation({
    mutationFn: () => api.account.deleteApiKey(id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.account("keys") }),
    onError: showError,
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("account.keys.removeTitle", { name }),
      children: t("account.keys.removeText"),
      labels: { confirm: t("account.security.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <tr>
      <th scope="row">
        {name}
        {prefix && (
          <div>
            <code className={styles.code}>{`rk_${prefix.replace(/^rk_/, "")}…`}</code>
          </div>
        )}
      </th>
      <td data-label={t("account.keys.profile")}>{apiKey.profile?.name ?? "–"}</td>
      <td data-label={t("account.keys.used")}>{apiKey.last_used_at ? formatAgo(apiKey.last_used_at) : t("account.security.never")}</td>
      <td data-label={t("account.keys.expires")}>{apiKey.expires_at ? formatDate(apiKey.expires_at) : t("account.keys.noEnd")}</td>
      <td className={styles.rowActions}>
        <ActionIcon size={28} aria-label={t("account.keys.remove", { name })} onClick={ask}>
          <Trash2 size={15} />
        </ActionIcon>
      </td>
    </tr>
  );
}

function AddKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [profile, setProfile] = useState("");
  const [until, setUntil] = useState("");
  const add = useMutation({
    mutationFn: () =>
      api.account.addApiKey({
        name: name.trim(),
        profile,
        ...(until ? { expires_at: new Date(`${until}T23:59:59`).toISOString() } : {}),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.account("keys") }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("account.keys.add")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {add.data ? (
        <SecretOnce text={t("account.keys.secretText")} label={t("account.keys.secret")} value={add.data.secret} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Problem error={add.error} />
            <TextInput label={t("account.keys.name")} value={name} required maxLength={80} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
            <ProfileSelect value={profile} onChange={setProfile} />
            <TextInput
              type="date"
              label={t("account.keys.until")}
              description={t("account.keys.untilText")}
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button type="submit" disabled={!profile || !name.trim()} loading={add.isPending}>
                {t("account.keys.make")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
