/** The end: what became of the rows, the way to them, and the way back. */
import { Alert, Button, Title } from "@mantine/core";
import type { Entity, Import } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX, RotateCcw, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sentence } from "@/ui/toasts.ts";
import { Counts } from "./counts.tsx";
import styles from "./imports.module.css";
import { Problems } from "./problems.tsx";
import { canUndo, useUndoImport } from "./undo-import.tsx";
import { Working } from "./working.tsx";

export function DoneStep({ item, entity }: { item: Import; entity: Entity }) {
  const { t } = useTranslation();
  const undo = useUndoImport(item);
  if (item.state === "undoing") return <Working item={item} title={t("imports.undoing")} text={t("imports.runningText")} />;
  const kind = item.state === "failed" ? "failed" : item.state === "undone" ? "undone" : "done";
  const Icon = kind === "done" ? CircleCheck : kind === "failed" ? CircleX : RotateCcw;
  const made = (item.summary?.new ?? 0) + (item.summary?.changed ?? 0);
  return (
    <>
      <section className={styles.panel} aria-labelledby="done-title">
        <div role="status">
          <Title order={2} size="h4" id="done-title" className={styles.doneTitle} data-kind={kind}>
            <Icon size={20} aria-hidden="true" />
            {t(`imports.ended.${kind}`)}
          </Title>
        </div>
        {item.error && (
          <Alert color="red" variant="light" role="alert">
            {sentence(item.error)}
          </Alert>
        )}
        {item.summary && kind === "done" && <Counts summary={item.summary} isDone />}
        {kind === "undone" && <p className={styles.dim}>{t("imports.undoneText")}</p>}
        <div className={styles.actions}>
          {canUndo(item) && (
            <Button variant="default" leftSection={<Undo2 size={15} />} onClick={undo.ask} loading={undo.isPending}>
              {t("imports.undoWhole")}
            </Button>
          )}
          {kind === "done" && made > 0 ? (
            <Button renderRoot={(props) => <ListLink item={item} entity={entity} {...props} />}>
              {t("imports.show", { label: entity.label_plural })}
            </Button>
          ) : (
            <Button renderRoot={(props) => <Link to="/import" search={{ entity: item.entity, id: undefined }} {...props} />}>
              {t("imports.another")}
            </Button>
          )}
        </div>
      </section>
      {kind === "done" && (item.summary?.rejected ?? 0) > 0 && <Problems item={item} />}
    </>
  );
}

/** The list of what this import made. */
function ListLink({ item, entity, ...props }: { item: Import; entity: Entity }) {
  const filter = { field: "source", op: "eq" as const, value: `import:${item.id}` };
  return <Link to="/records/$plural" params={{ plural: entity.plural }} search={{ filter }} {...props} />;
}
