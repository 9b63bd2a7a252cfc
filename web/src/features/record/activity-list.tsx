/** The notes or tasks of a record; a task is ticked off here. */
import { Button, Checkbox } from "@mantine/core";
import type { Entity, RecordData } from "@rapport/sdk";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { stateField } from "@/data/meta.ts";
import { useRefresh, useUpdate } from "@/data/mutations.ts";
import { useGrowingList } from "@/data/records.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { useShell } from "@/features/shell/shell-context.ts";
import { iconOf } from "@/ui/icon.tsx";
import { EmptyState, ErrorState, PageLoading } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { aboutField } from "./composer.tsx";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";
import { ActivityCard } from "./timeline-entry.tsx";

export function ActivityList({ activity, entity, record }: Shown & { activity: Entity }) {
  const { t } = useTranslation();
  const { openCreate } = useShell();
  const about = aboutField(activity);
  const target = { entity: entity.name, id: record.id };
  const list = useGrowingList(
    activity.plural,
    { filter: { field: about?.name ?? "related", op: "eq", value: target }, sort: "-created_at" },
    Boolean(about),
  );
  const records = list.data?.pages.flatMap((page) => page.data) ?? [];
  const add = activity.permissions.create && (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<Plus size={14} />}
      onClick={() => openCreate({ entity: activity, values: about ? { [about.name]: target } : {} })}
    >
      {activity.label}
    </Button>
  );

  if (list.isPending) return <PageLoading />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <div className={styles.panel}>
      {records.length === 0 ? (
        <EmptyState icon={iconOf(activity.icon)} title={t("empty.none", { label: activity.label_plural })} action={add} />
      ) : (
        <>
          <div>{add}</div>
          <ul className={styles.feed} aria-label={activity.label_plural}>
            {records.map((one) => (
              <li key={one.id} className={styles.entry}>
                <Tick activity={activity} record={one} around={entity} />
                <div className={styles.entryBody}>
                  <ActivityCard activity={activity} record={one} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Marks a task done, or open again. */
function Tick({ activity, record, around }: { activity: Entity; record: RecordData; around: Entity }) {
  const { t } = useTranslation();
  const update = useUpdate(activity);
  const refresh = useRefresh();
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  const state = stateField(activity);
  const done = state?.machine.states.find(({ kind }) => kind === "done");
  if (activity.name !== "task" || !state || !done) return null;
  const isDone = record[state.field.name] === done.name;
  const title = String(record[activity.title] ?? "");
  return (
    <Checkbox
      mt={4}
      checked={isDone}
      disabled={!activity.permissions.update}
      aria-label={t("record.tick", { title })}
      onChange={() =>
        update.mutate(
          { id: record.id, changes: { [state.field.name]: isDone ? state.machine.initial : done.name } },
          {
            onError: showError,
            onSuccess: ({ operation }) => {
              refresh(activity.plural);
              refresh(around.plural);
              if (!isDone) offerUndo(t("record.ticked", { title }), operation);
            },
          },
        )
      }
    />
  );
}
