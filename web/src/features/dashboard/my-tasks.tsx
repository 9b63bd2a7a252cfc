/** What is to be done, the most urgent first. One click completes a task; a toast takes it back. */
import { ActionIcon, Anchor, Loader } from "@mantine/core";
import type { Entity, RecordData } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/data/mutations.ts";
import { useList } from "@/data/records.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { formatAgo, formatDateTime } from "@/fields/format.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { tasksOfMine } from "./conditions.ts";
import styles from "./dashboard.module.css";
import { Widget } from "./widget.tsx";

const SHOWN = 8;

export function MyTasks({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const filter = { and: [tasksOfMine(entity), { field: "due_at", op: "empty" as const, value: false }] };
  const tasks = useList(entity.plural, { filter, sort: "due_at", limit: SHOWN, include: ["related"] });
  const rows = tasks.data?.data ?? [];
  return (
    <Widget
      title={t("dashboard.myTasks")}
      action={
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/records/$plural" params={{ plural: entity.plural }} search={{ filter: tasksOfMine(entity), sort: "due_at" }} {...props} />
          )}
        >
          {t("dashboard.all")}
        </Anchor>
      }
    >
      {tasks.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {!tasks.isPending && rows.length === 0 && <p className={styles.nothing}>{t("dashboard.noTasks")}</p>}
      <ul className={styles.tasks}>
        {rows.map((task) => (
          <Task key={task.id} entity={entity} task={task} />
        ))}
      </ul>
    </Widget>
  );
}

function Task({ entity, task }: { entity: Entity; task: RecordData }) {
  const { t } = useTranslation();
  const run = useAction(entity);
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  const title = String(task[entity.title] ?? t("common.untitled"));
  const due = typeof task.due_at === "string" ? task.due_at : null;
  const [opened] = useState(() => Date.now());
  const isLate = due !== null && new Date(due).getTime() < opened;

  function complete() {
    run.mutate(
      { id: task.id, name: "complete", input: {} },
      { onSuccess: ({ operation }) => offerUndo(t("dashboard.completed", { title }), operation), onError: showError },
    );
  }

  return (
    <li className={styles.task}>
      <ActionIcon variant="default" radius="xl" size={26} loading={run.isPending} aria-label={t("dashboard.complete", { title })} onClick={complete}>
        <Check size={14} />
      </ActionIcon>
      <Anchor
        size="sm"
        className={styles.taskTitle}
        c="var(--mantine-color-text)"
        renderRoot={(props) => (
          <Link to="/records/$plural/$id" params={{ plural: entity.plural, id: task.id }} {...props} />
        )}
      >
        {title}
      </Anchor>
      {due && (
        <time dateTime={due} title={formatDateTime(due)} className={styles.due} data-late={isLate || undefined}>
          {formatAgo(due)}
        </time>
      )}
    </li>
  );
}
