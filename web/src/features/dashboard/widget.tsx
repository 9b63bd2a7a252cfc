/** The frame of a widget: a heading, its content, and the same figures as a table. */
import { Button, Skeleton } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./dashboard.module.css";

interface Props {
  title: string;
  children: ReactNode;
  /** The figures as a table, for those who prefer or need it. */
  table?: { head: string[]; rows: ReactNode[][] };
  action?: ReactNode;
  /** The figures are not known yet: a zero would be a wrong one. */
  isPending?: boolean;
}

export function Widget({ title, children, table, action, isPending = false }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  const [isTable, setTable] = useState(false);
  return (
    <section className={styles.widget} aria-labelledby={heading}>
      <header className={styles.widgetHeader}>
        <h2 id={heading} className={styles.widgetTitle}>
          {title}
        </h2>
        {table && !isPending && (
          <Button variant="subtle" size="compact-sm" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {t("dashboard.asTable")}
          </Button>
        )}
        {action}
      </header>
      {isPending && <Skeleton height={160} aria-label={t("common.loading")} role="status" />}
      {!isPending && (isTable && table ? <Figures {...table} /> : children)}
    </section>
  );
}

function Figures({ head, rows }: { head: string[]; rows: ReactNode[][] }) {
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          {head.map((text) => (
            <th key={text} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={String(cells[0])}>
            {cells.map((cell, at) => (
              <td key={head[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
