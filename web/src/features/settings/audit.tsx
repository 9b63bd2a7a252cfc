/** Who changed what, when, from which value to which; each entry can be taken back. */
import { Button, Group, Loader, Select, Text } from "@mantine/core";
import type { AuditEntry } from "@rapport/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMeta, useUsers } from "@/data/meta.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { formatDateTime } from "@/fields/format.ts";
import { ErrorState } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./settings.module.css";

export function Audit() {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const users = useUsers();
  const [entity, setEntity] = useState<string | null>(null);
  const [actor, setActor] = useState<string | null>(null);
  const filter = { ...(entity ? { entity } : {}), ...(actor ? { actor } : {}), limit: 50 };
  const entries = useInfiniteQuery({
    queryKey: ["records", "audit", filter],
    queryFn: ({ pageParam }) => api.audit(pageParam ? { ...filter, cursor: pageParam } : filter),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
  const rows = entries.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className={styles.panel}>
      <Group gap="sm" mb="sm">
        <Select
          aria-label={t("settings.audit.entity")}
          placeholder={t("settings.audit.entity")}
          data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
          value={entity}
          clearable
          clearButtonProps={{ "aria-label": t("common.clear") }}
          onChange={setEntity}
        />
        <Select
          aria-label={t("settings.audit.actor")}
          placeholder={t("settings.audit.actor")}
          data={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
          value={actor}
          clearable
          clearButtonProps={{ "aria-label": t("common.clear") }}
          onChange={setActor}
        />
      </Group>
      {entries.isError && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      <ol className={styles.entries}>
        {rows.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.hasNextPage && (
        <Button variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t("settings.audit.more")}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  const entity = entities.find((one) => one.name === entry.entity);
  const text = (value: unknown) => titleOf(entry, value) ?? (value === null ? "–" : typeof value === "object" ? JSON.stringify(value) : String(value));

  async function undo() {
    try {
      const { operation } = await api.undoAudit(entry.id);
      offerUndo(t("undo.done"), operation);
    } catch (error) {
      showError(error);
    }
  }

  return (
    <li className={styles.entry}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">
          <strong>{entry.actor.name}</strong> {entry.action} {entity?.label ?? entry.entity}{" "}
          {entity && entry.record ? (
            <Link to="/records/$plural/$id" params={{ plural: entity.plural, id: entry.record }}>
              {entry.title || t("common.untitled")}
            </Link>
          ) : (
            entry.title
          )}{" "}
          <Text span size="xs" c="dimmed">
            {formatDateTime(entry.at)}
          </Text>
        </Text>
        {!entry.undone && (
          <Button variant="subtle" size="compact-sm" aria-label={t("settings.audit.undo", { title: entry.title })} onClick={() => void undo()}>
            {t("undo.action")}
          </Button>
        )}
      </Group>
      {entry.changes.slice(0, 6).map((change) => (
        <Text key={change.field} size="xs" c="dimmed" lineClamp={1}>
          {change.label}: {text(change.old)} → {text(change.new)}
        </Text>
      ))}
    </li>
  );
}

/** The title of a record or user that a change names. */
function titleOf(entry: AuditEntry, value: unknown): string | null {
  if (typeof value !== "string") return null;
  const found = Object.values(entry.included ?? {}).find((titles) => value in titles);
  return found?.[value]?.title ?? null;
}
