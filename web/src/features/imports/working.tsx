import { Progress, Title } from "@mantine/core";
import type { Import } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { formatNumber } from "@/fields/format.ts";
import styles from "./imports.module.css";

/** How far a long step is. */
export function Working({ item, title, text }: { item: Import; title: string; text: string }) {
  const { t } = useTranslation();
  const done = item.progress?.done ?? 0;
  const total = Math.max(item.progress?.total ?? 0, item.file.rows, 1);
  return (
    <section className={styles.panel} aria-labelledby="working">
      <Title order={2} size="h4" id="working">
        {title}
      </Title>
      <Progress size="lg" value={(100 * done) / total} aria-label={title} animated />
      <div className={styles.between}>
        <span role="status">{t("imports.progress", { done: formatNumber(done), total: formatNumber(total) })}</span>
        <span className={styles.dim}>{text}</span>
      </div>
    </section>
  );
}
