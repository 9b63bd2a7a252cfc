/** A record's header, fields and tabs: the same on its page and in the peek beside a list. */
import { Alert, Button } from "@mantine/core";
import { type Entity, RapportError } from "@rapport/sdk";
import { FileQuestion } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRestore } from "@/data/mutations.ts";
import { useRecord } from "@/data/records.ts";
import { EmptyState, ErrorState, PageLoading } from "@/ui/states.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { FieldSections, WideFields } from "./field-sections.tsx";
import { StageEditor, useStateChoice } from "./stage-editor.tsx";
import { type Neighbours, RecordHeader } from "./record-header.tsx";
import { RecordTabs } from "./record-tabs.tsx";
import styles from "./record.module.css";
import { useEditRecord } from "./use-edit-record.ts";

interface Props {
  entity: Entity;
  id: string;
  isNarrow?: boolean;
  neighbours?: Neighbours;
  /** The record was deleted. */
  onGone: () => void;
}

export function RecordView({ entity, id, isNarrow = false, neighbours, onGone }: Props) {
  const { t } = useTranslation();
  const query = useRecord(entity, id);
  const edit = useEditRecord(entity);
  const restore = useRestore(entity);
  const choice = useStateChoice(entity);

  if (query.isPending) return <PageLoading />;
  if (query.isError) {
    const isGone = query.error instanceof RapportError && query.error.status === 404;
    if (!isGone) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return <EmptyState icon={FileQuestion} title={t("record.gone", { label: entity.label })} text={t("record.goneText")} />;
  }
  const { data: record, included = {} } = query.data;
  const shown = { entity, record, included, edit };
  return (
    <article className={styles.view} data-narrow={isNarrow || undefined}>
      <RecordHeader {...shown} neighbours={neighbours} onGone={onGone} />
      {record.deleted_at && (
        <Alert
          variant="light"
          color="orange"
          className={styles.binned}
          title={t("record.inBin")}
        >
          <Button size="compact-sm" variant="default" onClick={() => restore.mutate(record.id)}>
            {t("bulk.restore")}
          </Button>
        </Alert>
      )}
      <div className={styles.columns}>
        <FieldSections {...shown} />
        <div className={styles.side}>
          {choice && <StageEditor key={id} {...shown} choice={choice} />}
          <WideFields {...shown} />
          <RecordTabs {...shown} />
        </div>
      </div>
      {edit.conflict && <ConflictDialog entity={entity} included={included} conflict={edit.conflict} />}
    </article>
  );
}
