/** With whom a record is shared by hand. */
import { ActionIcon, Badge, Button, Group, Loader, Stack, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Group as Who, Level, Share } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { GroupPicker, isChosen } from "@/features/settings/access/group-picker.tsx";
import { useGroupText } from "@/features/settings/access/group-text.ts";
import { LevelSelect } from "@/features/settings/access/level-select.tsx";
import { formatDateTime } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import type { Accessed } from "./record-access.tsx";
import styles from "./record-access.module.css";

const KINDS = ["user", "team", "role"] as const;

export function Shares({ entity, record }: Accessed) {
  const { t } = useTranslation();
  const shares = useQuery({
    queryKey: keys.access(entity.plural, record.id, "shares"),
    queryFn: () => api.records(entity.plural).accessOf(record.id).shares(),
  });
  return (
    <>
      <AddShare key={shares.data?.length ?? 0} entity={entity} record={record} />
      {shares.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      <Problem error={shares.error} isPassive />
      {shares.data?.length === 0 && <p className={styles.dim}>{t("access.record.notShared")}</p>}
      {shares.data && shares.data.length > 0 && (
        <ul className={styles.viewers} aria-label={t("access.record.shared")}>
          {shares.data.map((share) => (
            <ShareRow key={share.id} share={share} entity={entity} record={record} />
          ))}
        </ul>
      )}
    </>
  );
}

function ShareRow({ share, entity, record }: Accessed & { share: Share }) {
  const { t } = useTranslation();
  const groupText = useGroupText();
  const refresh = useRefreshAccess({ entity, record });
  const showError = useErrorToast();
  const name = sentence(groupText(share.to));
  const remove = useMutation({
    mutationFn: () => api.records(entity.plural).accessOf(record.id).unshare(share.id),
    onSuccess: refresh,
    onError: showError,
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.record.unshareTitle"),
      children: t("access.record.unshareText", { name }),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      zIndex: 300,
      onConfirm: () => remove.mutate(),
    });
  return (
    <li>
      <div className={styles.text}>
        <strong>{name}</strong>{" "}
        <Badge variant="light" color={share.level === "write" ? "brand" : "gray"}>
          {t(share.level === "write" ? "access.record.mayUpdate" : "access.record.mayRead")}
        </Badge>
        {share.expires_at && (
          <div className={styles.dim}>{t("access.record.untilDate", { date: formatDateTime(share.expires_at) })}</div>
        )}
      </div>
      <ActionIcon size={28} aria-label={t("access.record.unshare", { name })} onClick={ask}>
        <Trash2 size={15} />
      </ActionIcon>
    </li>
  );
}

function AddShare({ entity, record }: Accessed) {
  const { t } = useTranslation();
  const refresh = useRefreshAccess({ entity, record });
  const [to, setTo] = useState<Who | null>({});
  const [level, setLevel] = useState<Level>("read");
  const [until, setUntil] = useState("");
  const share = useMutation({
    mutationFn: () =>
      api
        .records(entity.plural)
        .accessOf(record.id)
        .share({ to: to ?? {}, level, ...(until ? { expires_at: new Date(until).toISOString() } : {}) }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    share.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Problem error={share.error} />
        <GroupPicker label={t("access.record.shareWith")} kinds={KINDS} value={to} onChange={setTo} />
        <Group grow align="flex-start" gap="xs">
          <LevelSelect value={level} onChange={setLevel} />
          <TextInput
            type="datetime-local"
            label={t("access.record.until")}
            description={t("access.record.untilText")}
            inputWrapperOrder={["label", "input", "description"]}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={!isChosen(to)} loading={share.isPending}>
            {t("access.record.share")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useRefreshAccess({ entity, record }: Accessed): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["records", entity.plural, "access", record.id] });
}
