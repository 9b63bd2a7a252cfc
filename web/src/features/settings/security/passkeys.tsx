/** Signing in with the device instead of a password. */
import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type Passkey, RapportError } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { canUsePasskeys, faultOf, makePasskey } from "@/features/auth/passkey.ts";
import { formatAgo } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import settings from "../settings.module.css";
import { Panel } from "../panel.tsx";
import styles from "./security.module.css";

export function Passkeys() {
  const { t } = useTranslation();
  const passkeys = useQuery({ queryKey: keys.account("passkeys"), queryFn: () => api.account.passkeys() });
  const [isAdding, setAdding] = useState(false);
  const isPossible = canUsePasskeys();
  const isUnknown = passkeys.error instanceof RapportError && passkeys.error.status === 404;
  if (isUnknown) return null;
  return (
    <Panel
      title={t("account.security.passkeys")}
      text={t("account.security.passkeysText")}
      actions={
        isPossible && (
          <Button size="compact-md" variant="default" leftSection={<Plus size={15} />} onClick={() => setAdding(true)}>
            {t("account.security.addPasskey")}
          </Button>
        )
      }
    >
      <Problem error={passkeys.error} isPassive />
      {passkeys.data?.length === 0 && <p className={settings.dim}>{t("account.security.noPasskeys")}</p>}
      {!isPossible && <p className={settings.dim}>{t("account.security.notPossible")}</p>}
      <ul className={styles.list}>
        {passkeys.data?.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {isAdding && <AddPasskey onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const { id, name, created_at, last_used_at } = passkey;
  const remove = useMutation({
    mutationFn: () => api.account.deletePasskey(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["account"] }),
    onError: showError,
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("account.security.removePasskey", { name }),
      children: t("account.security.removePasskeyText"),
      labels: { confirm: t("account.security.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <li>
      <KeyRound size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.what}>
        {name}
        <div className={settings.dim}>
          {t("account.security.added", { when: formatAgo(created_at) })}
          {" · "}
          {last_used_at ? t("account.security.lastUsed", { when: formatAgo(last_used_at) }) : t("account.security.never")}
        </div>
      </div>
      <ActionIcon size={28} aria-label={t("account.security.removePasskey", { name })} onClick={ask}>
        <Trash2 size={15} />
      </ActionIcon>
    </li>
  );
}

const FAULTS = {
  cancelled: "account.security.passkeyFailed",
  there: "account.security.passkeyThere",
  "not-possible": "account.security.notPossible",
} as const;

function AddPasskey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(t("account.security.myPasskey"));
  const add = useMutation({
    mutationFn: async () => api.account.addPasskey(name.trim(), await makePasskey(await api.account.passkeyOptions())),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["account"] });
      onClose();
    },
  });
  const fault = faultOf(add.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("account.security.addPasskey")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={fault ? t(FAULTS[fault]) : add.error} />
          <Text size="sm">{t("account.security.passkeysText")}</Text>
          <TextInput
            label={t("account.security.passkeyName")}
            description={t("account.security.passkeyNameText")}
            value={name}
            maxLength={80}
            data-autofocus
            required
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t("account.security.addPasskey")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
