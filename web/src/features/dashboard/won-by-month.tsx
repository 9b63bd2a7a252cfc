/** What was won in each of the last twelve months, in the tenant's currency. */
import type { Entity } from "@rapport/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { formatMoney, formatNumber } from "@/fields/format.ts";
import { currentLocale } from "@/i18n/index.ts";
import { ErrorState } from "@/ui/states.tsx";
import { statesOf } from "./conditions.ts";
import styles from "./dashboard.module.css";
import { total, useAggregate } from "./use-aggregate.ts";
import { Widget } from "./widget.tsx";

const MONTHS = 12;

export function WonByMonth({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const { tenant } = useMe();
  const [starts] = useState(() => lastMonths(new Date()));
  const filter = {
    and: [statesOf(entity, "won"), { field: "closed_at", op: "gte" as const, value: `${starts[0]}T00:00:00Z` }],
  };
  const rows = useAggregate(entity.plural, { filter, group: ["closed_at:month"], metrics: ["count", "sum:amount"] });
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  const months = starts.map((start) => {
    const own = rows.data?.filter((row) => String(row.closed_at).slice(0, 7) === start.slice(0, 7));
    const base = own?.find((row) => row.amount_currency === tenant.currency);
    return { start, count: total(own), amount: typeof base?.sum_amount === "number" ? base.sum_amount : 0 };
  });
  const most = Math.max(1, ...months.map(({ amount }) => amount));
  const name = (start: string, style: "short" | "long") =>
    new Intl.DateTimeFormat(currentLocale(), { month: style, ...(style === "long" ? { year: "numeric" } : {}), timeZone: "UTC" }).format(new Date(start));
  return (
    <Widget
      title={t("dashboard.wonByMonth", { currency: tenant.currency })}
      isPending={rows.isPending}
      table={{
        head: [t("dashboard.month"), t("dashboard.count"), t("dashboard.amount")],
        rows: months.map(({ start, count, amount }) => [
          name(start, "long"),
          formatNumber(count),
          formatMoney(amount, tenant.currency),
        ]),
      }}
    >
      <ol className={styles.months}>
        {months.map(({ start, count, amount }) => (
          <li key={start} className={styles.month}>
            <span className={styles.columnTrack} aria-hidden="true">
              <span className={styles.columnFill} style={{ blockSize: `${(100 * amount) / most}%` }} />
            </span>
            <span aria-hidden="true">{name(start, "short")}</span>
            <span className="visually-hidden">
              {`${name(start, "long")}: ${formatMoney(amount, tenant.currency)}, ${t("dashboard.deals", { count })}`}
            </span>
          </li>
        ))}
      </ol>
    </Widget>
  );
}

/** The first days of the last twelve months, oldest first. */
function lastMonths(now: Date): string[] {
  return Array.from({ length: MONTHS }, (_, at) => {
    const start = new Date(Date.UTC(now.getFullYear(), now.getMonth() - (MONTHS - 1 - at), 1));
    return start.toISOString().slice(0, 10);
  });
}
