import type { ImportSummary } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { formatNumber } from "@/fields/format.ts";
import styles from "./imports.module.css";

const KINDS = ["new", "changed", "unchanged", "rejected"] as const;

/** The four numbers a check or a run ends with. */
export function Counts({ summary, isDone }: { summary: ImportSummary; isDone: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className={styles.counts}>
      {KINDS.map((kind) => (
        <div key={kind} data-kind={summary[kind] > 0 ? kind : undefined} data-testid={`count-${kind}`}>
          <dt>{t(`imports.${isDone ? "countDone" : "count"}.${kind}`)}</dt>
          <dd>{formatNumber(summary[kind])}</dd>
        </div>
      ))}
    </dl>
  );
}
