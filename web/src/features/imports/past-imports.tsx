/** What was imported before: where it stands, and the way back. */
import { Anchor, Button, Loader, Title } from "@mantine/core";
import type { Import } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useEntityByName } from "@/data/meta.ts";
import { formatAgo, formatDateTime, formatNumber } from "@/fields/format.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { ErrorState } from "@/ui/states.tsx";
import styles from "./imports.module.css";
import { StateChip } from "./state-chip.tsx";
import { canUndo, useUndoImport } from "./undo-import.tsx";
import { useImports } from "./use-import.ts";

const SHOWN = 50;

export function PastImports() {
  const { t } = useTranslation();
  const { data, error, refetch, isPending } = useImports(SHOWN);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <section className={styles.past} aria-labelledby="past-imports">
      <Title order={2} size="h5" id="past-imports">
        {t("imports.past")}
      </Title>
      {isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {data?.length === 0 && <p className={styles.dim}>{t("imports.none")}</p>}
      {data && data.length > 0 && (
        <ul className={styles.pastList}>
          {data.map((item) => (
            <PastImport key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PastImport({ item }: { item: Import }) {
  const { t } = useTranslation();
  const entity = useEntityByName(item.entity);
  const undo = useUndoImport(item);
  const done = (item.summary?.new ?? 0) + (item.summary?.changed ?? 0);
  return (
    <li className={styles.pastItem}>
      <EntityIcon name={entity?.icon} className={styles.pastIcon} />
      <div className={styles.pastText}>
        <Anchor
          size="sm"
          fw={550}
          c="var(--mantine-color-text)"
          className={styles.fileName}
          renderRoot={(props) => <Link to="/import" search={{ entity: item.entity, id: item.id }} {...props} />}
        >
          {item.file.name}
        </Anchor>
        <div className={styles.dim}>
          {entity?.label_plural ?? item.entity} ·{" "}
          {item.state === "done"
            ? t("imports.imported", { number: formatNumber(done) })
            : t("imports.rows", { number: formatNumber(item.file.rows) })}{" "}
          ·{" "}
          <time dateTime={item.created_at} title={formatDateTime(item.created_at)}>
            {formatAgo(item.created_at)}
          </time>
        </div>
      </div>
      <StateChip state={item.state} />
      <span className={styles.pastAction}>
        {canUndo(item) && (
          <Button variant="default" size="compact-sm" aria-label={t("imports.undoOf", { name: item.file.name })} onClick={undo.ask} loading={undo.isPending}>
            {t("undo.action")}
          </Button>
        )}
      </span>
    </li>
  );
}
