/** The columns of a board, and what happens when a card is moved by mouse, keyboard or menu. */
import { DragDropContext, type DragStart, type DropResult } from "@hello-pangea/dnd";
import { notifications } from "@mantine/notifications";
import type { Entity, Field, RecordData, StateDef } from "@rapport/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/data/keys.ts";
import { fieldOf } from "@/data/meta.ts";
import type { ListState } from "@/data/records.ts";
import { isEmpty, readValue } from "@/data/values.ts";
import { ConflictDialog } from "@/features/record/conflict-dialog.tsx";
import { StepDialog } from "@/features/record/state-control.tsx";
import { useEditRecord } from "@/features/record/use-edit-record.ts";
import { ErrorState } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./board.module.css";
import { Column } from "./column.tsx";
import { useBoard } from "./use-board.ts";

interface Props {
  entity: Entity;
  state: ListState;
  onPeek: (id: string) => void;
}

export function Columns({ entity, state, onPeek }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const edit = useEditRecord(entity);
  const board = useBoard(entity, state);
  const [dragged, setDragged] = useState<RecordData | null>(null);
  const [asked, setAsked] = useState<{ record: RecordData; to: StateDef; fields: Field[] } | null>(null);
  const { machine, name } = board;

  const canStep = (record: RecordData, to: string) => {
    const from = String(record[name]);
    return from === to || (machine.steps?.[from] ?? []).includes(to);
  };

  async function save(record: RecordData, changes: Record<string, unknown>) {
    try {
      return await edit.save(record, changes);
    } finally {
      await client.invalidateQueries({ queryKey: keys.lists(entity.plural) });
    }
  }

  function move(record: RecordData, to: StateDef) {
    if (record[name] === to.name) return;
    if (!canStep(record, to.name)) {
      const from = machine.states.find((one) => one.name === record[name])?.label ?? "";
      notifications.show({ color: "orange", message: t("board.notAllowed", { from, to: to.label }), role: "alert" });
      return;
    }
    const fields = (machine.require?.[to.name] ?? [])
      .flatMap((one) => fieldOf(entity, one) ?? [])
      .filter((field) => isEmpty(readValue(field, record)));
    if (fields.length > 0) setAsked({ record, to, fields });
    else void save(record, { [name]: to.name }).catch(showError);
  }

  function drop({ draggableId, destination }: DropResult) {
    setDragged(null);
    const record = board.find(draggableId);
    const to = machine.states.find((one) => one.name === destination?.droppableId);
    if (record && to) move(record, to);
  }

  if (board.error) return <ErrorState error={board.error} onRetry={board.retry} />;
  return (
    <DragDropContext
      onDragStart={({ draggableId }: DragStart) => setDragged(board.find(draggableId) ?? null)}
      onDragEnd={drop}
    >
      <section className={styles.columns} aria-label={t("board.columns", { label: entity.label_plural })}>
        {board.columns.map((column) => (
          <Column
            key={column.state.name}
            entity={entity}
            column={column}
            board={board}
            isClosed={dragged !== null && !canStep(dragged, column.state.name)}
            canStep={canStep}
            onMove={move}
            onPeek={onPeek}
          />
        ))}
      </section>
      {asked && (
        <StepDialog
          entity={entity}
          included={board.included}
          edit={{ ...edit, save }}
          name={name}
          {...asked}
          onClose={() => setAsked(null)}
        />
      )}
      {edit.conflict && <ConflictDialog entity={entity} conflict={edit.conflict} included={board.included} />}
    </DragDropContext>
  );
}
