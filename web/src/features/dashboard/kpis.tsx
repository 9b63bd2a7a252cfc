/** The figures of the day, as text. Each leads to the records it counts. */
import { Skeleton } from "@mantine/core";
import type { Entity, Filter } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCount } from "@/data/records.ts";
import { formatMoney, formatNumber } from "@/fields/format.ts";
import { openStates, statesOf, tasksOfMine } from "./conditions.ts";
import styles from "./dashboard.module.css";
import { type Amount, amounts, total, useAggregate } from "./use-aggregate.ts";

interface Props {
  deal: Entity | undefined;
  lead: Entity | undefined;
  task: Entity | undefined;
}

export function Kpis({ deal, lead, task }: Props) {
  return (
    <ul className={styles.kpis}>
      {deal && <OpenPipeline entity={deal} />}
      {deal && <WonThisMonth entity={deal} />}
      {lead && <NewLeads entity={lead} />}
      {task && <OpenTasks entity={task} />}
    </ul>
  );
}

function OpenPipeline({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const filter = openStates(entity);
  const rows = useAggregate(entity.plural, { filter, metrics: ["count", "sum:amount"] });
  return (
    <Kpi
      entity={entity}
      filter={filter}
      label={t("dashboard.openPipeline")}
      value={rows.data && <Money sums={amounts(rows.data, "amount")} />}
      note={t("dashboard.deals", { count: total(rows.data) })}
    />
  );
}

function WonThisMonth({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const filter: Filter = {
    and: [statesOf(entity, "won"), { field: "closed_at", op: "within", value: "this_month" }],
  };
  const rows = useAggregate(entity.plural, { filter, metrics: ["count", "sum:amount"] });
  return (
    <Kpi
      entity={entity}
      filter={filter}
      label={t("dashboard.wonThisMonth")}
      value={rows.data && <Money sums={amounts(rows.data, "amount")} />}
      note={t("dashboard.deals", { count: total(rows.data) })}
    />
  );
}

function NewLeads({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const filter: Filter = { field: "created_at", op: "within", value: "this_month" };
  const count = useCount(entity.plural, { filter });
  const value = count.data === undefined ? undefined : formatNumber(count.data);
  return <Kpi entity={entity} filter={filter} label={t("dashboard.newLeads")} value={value} note={t("dashboard.thisMonth")} />;
}

function OpenTasks({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const filter = tasksOfMine(entity);
  const late: Filter = { and: [filter, { field: "due_at", op: "within", value: "past" }] };
  const count = useCount(entity.plural, { filter });
  const overdue = useCount(entity.plural, { filter: late });
  const value = count.data === undefined ? undefined : formatNumber(count.data);
  return (
    <Kpi
      entity={entity}
      filter={filter}
      label={t("dashboard.myTasks")}
      value={value}
      note={t("dashboard.overdue", { count: overdue.data ?? 0 })}
      isWarning={(overdue.data ?? 0) > 0}
    />
  );
}

interface KpiProps {
  entity: Entity;
  filter: Filter;
  label: string;
  value: ReactNode;
  note: string;
  isWarning?: boolean;
}

function Kpi({ entity, filter, label, value, note, isWarning = false }: KpiProps) {
  return (
    <li>
      <Link to="/records/$plural" params={{ plural: entity.plural }} search={{ filter }} className={styles.kpi}>
        <span className={styles.kpiLabel}>{label}</span>
        <span className={styles.kpiValue}>{value ?? <Skeleton height={24} width="60%" component="span" />}</span>
        <span className={styles.kpiNote} data-warning={isWarning || undefined}>
          {note}
        </span>
      </Link>
    </li>
  );
}

function Money({ sums }: { sums: Amount[] }) {
  const [first, ...others] = sums;
  if (!first) return <>{formatNumber(0)}</>;
  return (
    <>
      {formatMoney(Math.round(first.amount), first.currency)}
      {others.length > 0 && (
        <span className={styles.others}>
          {others.map(({ amount, currency }) => ` + ${formatMoney(Math.round(amount), currency)}`)}
        </span>
      )}
    </>
  );
}
