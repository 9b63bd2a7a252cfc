/** The pipeline by stage. A bar leads to the deals it stands for. */
import type { Entity } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { stateField } from "@/data/meta.ts";
import { formatMoney, formatNumber } from "@/fields/format.ts";
import { Dot } from "@/ui/chip.tsx";
import { ErrorState } from "@/ui/states.tsx";
import { openStates } from "./conditions.ts";
import styles from "./dashboard.module.css";
import { amounts, total, useAggregate } from "./use-aggregate.ts";
import { Widget } from "./widget.tsx";

export function Pipeline({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const state = stateField(entity);
  const name = state?.field.name ?? "";
  const query = { filter: openStates(entity), group: [name], metrics: ["count", "sum:amount"] };
  const rows = useAggregate(entity.plural, query, Boolean(state));
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  const stages = (state?.machine.states ?? [])
    .filter((one) => one.kind === "open")
    .map((stage) => {
      const own = rows.data?.filter((row) => row[name] === stage.name);
      return { stage, count: total(own), sums: amounts(own, "amount") };
    });
  const most = Math.max(1, ...stages.map(({ count }) => count));
  const money = (sums: ReturnType<typeof amounts>) =>
    sums.map(({ amount, currency }) => formatMoney(amount, currency, true)).join(" + ");
  return (
    <Widget
      title={t("dashboard.pipeline")}
      isPending={rows.isPending}
      table={{
        head: [state?.field.label ?? "", t("dashboard.count"), t("dashboard.amount")],
        rows: stages.map(({ stage, count, sums }) => [stage.label, formatNumber(count), money(sums)]),
      }}
    >
      <ul className={styles.bars}>
        {stages.map(({ stage, count, sums }) => (
          <li key={stage.name}>
            <Link
              to="/records/$plural"
              params={{ plural: entity.plural }}
              search={{ filter: { field: name, op: "eq", value: stage.name } }}
              className={styles.bar}
            >
              <span className={styles.barLabel}>
                <Dot color={stage.color} /> {stage.label}
              </span>
              <span className={styles.track} aria-hidden="true">
                <span className={styles.fill} style={{ inlineSize: `${(100 * count) / most}%` }} />
              </span>
              <span className={styles.barCount} data-testid="bar-count">{formatNumber(count)}</span>
              <span className={styles.barAmount}>{money(sums)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Widget>
  );
}
