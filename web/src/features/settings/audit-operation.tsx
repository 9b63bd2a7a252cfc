/** What was changed in one go: its entries, and the ways back. */
import { Anchor, Button } from "@mantine/core";
import { type AuditEntry, type Entity, RapportError } from "@rapport/sdk";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useEntityByName } from "@/data/meta.ts";
import { useRefresh } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { formatDateTime, formatNumber } from "@/fields/format.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { AuditChanges } from "./audit-changes.tsx";
import { ACTIONS, KINDS } from "./audit-filters.tsx";
import styles from "./settings.module.css";

/** Entries shown of a large operation. */
const FEW = 3;

export function AuditOperation({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const undo = useTakeBack();
  const [first] = entries;
  if (!first) return null;
  const isMany = entries.length > 1;
  const shown = isOpen ? entries : entries.slice(0, FEW);
  return (
    <li className={styles.operation}>
      {isMany && (
        <div className={styles.operationHead}>
          <span>{t("settings.audit.together", { number: formatNumber(entries.length) })}</span>
          {entries.some(canUndo) && (
            <Button
              variant="default"
              size="compact-sm"
              loading={undo.isPending}
              onClick={() => undo.mutate(() => api.undo(first.operation))}
            >
              {t("settings.audit.undoAll")}
            </Button>
          )}
        </div>
      )}
      {shown.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {entries.length > FEW && (
        <Button variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("settings.audit.fewer") : t("settings.audit.others", { number: formatNumber(entries.length - FEW) })}
        </Button>
      )}
    </li>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const entity = useEntityByName(entry.entity);
  const undo = useTakeBack();
  const { name } = entry.actor;
  return (
    <article className={styles.entry}>
      <div className={styles.entryText}>
        <div>
          <strong>{entry.behind?.name ? t("settings.audit.behind", { name, behind: entry.behind.name }) : name || t("timeline.system")}</strong>{" "}
          {toldOf(t, entry, entity)}{" "}
          {entity && entry.record ? (
            <Anchor
              size="sm"
              underline="always"
              renderRoot={(props) => (
                <Link to="/records/$plural/$id" params={{ plural: entity.plural, id: entry.record }} {...props} />
              )}
            >
              {entry.title || t("common.untitled")}
            </Anchor>
          ) : (
            entry.record !== entry.actor.id && entry.title
          )}
        </div>
        <time className={styles.dim} dateTime={entry.at}>
          {formatDateTime(entry.at)}
          {entry.source && ` · ${entry.source}`}
        </time>
        <AuditChanges entry={entry} entity={entity} />
      </div>
      {entry.undone && <span className={styles.dim}>{t("settings.audit.undone")}</span>}
      {entry.erased && <span className={styles.dim}>{t("settings.audit.erased")}</span>}
      {canUndo(entry) && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={undo.isPending}
          aria-label={t("settings.audit.undo", { title: entry.title })}
          onClick={() => undo.mutate(() => api.undoAudit(entry.id))}
        >
          {t("undo.action")}
        </Button>
      )}
    </article>
  );
}

function canUndo(entry: AuditEntry): boolean {
  return entry.kind === "change" && !entry.undone && !entry.erased;
}

function useTakeBack() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  return useMutation({
    mutationFn: (send: () => ReturnType<typeof api.undo>) => send(),
    onSuccess: ({ data, operation }) => {
      const left = data.conflicts.length;
      offerUndo(left > 0 ? t("undo.partly", { count: left }) : t("undo.done"), operation);
    },
    onError: (error) => showError(error instanceof RapportError ? error : new Error(String(error))),
    onSettled: () => refresh(),
  });
}

/** What was done to what. */
function toldOf(t: TFunction, entry: AuditEntry, entity: Entity | undefined): string {
  const thing = entity?.label ?? t(`settings.audit.things.${entry.entity}`, { defaultValue: entry.entity });
  const kind = KINDS.find((one) => one === entry.kind);
  if (!kind || kind === "change") return `${verbOf(t, entry.action, entity)} ${thing}`;
  if (kind === "permission") return `${verbOf(t, entry.action, undefined)} ${thing}`;
  return t(`settings.audit.events.${kind}.${entry.action}`, {
    thing,
    defaultValue: t(`settings.audit.events.${kind}.any`, { thing }),
  });
}

function verbOf(t: TFunction, action: string, entity: Entity | undefined): string {
  const known = ACTIONS.find((one) => one === action);
  if (known) return t(`settings.audit.did.${known}`);
  const label = entity?.actions?.find(({ name }) => name === action)?.label ?? action;
  return t("settings.audit.ran", { label });
}
