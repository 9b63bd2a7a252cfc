import { Select, TextInput } from "@mantine/core";
import type { AuditQuery } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { useMeta, useUsers } from "@/data/meta.ts";
import styles from "./settings.module.css";

export interface AuditFilter {
  kind?: string | null;
  entity?: string | null;
  actor?: string | null;
  action?: string | null;
  /** Days, as the calendar input gives them. */
  from?: string;
  to?: string;
}

export const ACTIONS = ["create", "update", "delete", "restore", "undo"] as const;

export const KINDS = [
  "change",
  "sign_in",
  "sign_in_failed",
  "sign_out",
  "locked",
  "password",
  "factor",
  "api_key",
  "permission",
  "export",
  "import",
  "read",
  "privacy",
  "erase",
  "hold",
  "settings",
] as const;

const PAGE = 50;

/** Whole days of the person who looks. */
export function queryOf({ kind, entity, actor, action, from, to }: AuditFilter): AuditQuery {
  const moment = (day: string, time: string) => new Date(`${day}T${time}`).toISOString();
  return {
    ...(kind ? { kind } : {}),
    ...(entity ? { entity } : {}),
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(from ? { from: moment(from, "00:00:00") } : {}),
    ...(to ? { to: moment(to, "23:59:59.999") } : {}),
    limit: PAGE,
  };
}

interface Props {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const users = useUsers();
  const clear = { clearable: true, clearButtonProps: { "aria-label": t("common.clear") } };
  return (
    <div className={styles.filters} role="group" aria-label={t("filter.label")}>
      <Select
        size="xs"
        label={t("settings.audit.kind")}
        placeholder={t("settings.audit.any")}
        data={KINDS.map((value) => ({ value, label: t(`settings.audit.kinds.${value}`) }))}
        value={KINDS.find((one) => one === filter.kind) ?? null}
        {...clear}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Select
        size="xs"
        label={t("settings.audit.entity")}
        placeholder={t("settings.audit.any")}
        data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
        value={filter.entity ?? null}
        searchable
        {...clear}
        onChange={(entity) => onChange({ ...filter, entity })}
      />
      <Select
        size="xs"
        label={t("settings.audit.actor")}
        placeholder={t("settings.audit.any")}
        data={(users.data ?? []).map((user) => ({ value: user.id, label: user.name }))}
        value={filter.actor ?? null}
        searchable
        {...clear}
        onChange={(actor) => onChange({ ...filter, actor })}
      />
      <Select
        size="xs"
        label={t("settings.audit.action")}
        placeholder={t("settings.audit.any")}
        data={ACTIONS.map((value) => ({ value, label: t(`settings.audit.actions.${value}`) }))}
        value={ACTIONS.find((one) => one === filter.action) ?? null}
        {...clear}
        onChange={(action) => onChange({ ...filter, action })}
      />
      <TextInput
        size="xs"
        type="date"
        label={t("settings.audit.from")}
        value={filter.from ?? ""}
        onChange={(event) => onChange({ ...filter, from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label={t("settings.audit.to")}
        value={filter.to ?? ""}
        onChange={(event) => onChange({ ...filter, to: event.currentTarget.value })}
      />
    </div>
  );
}
