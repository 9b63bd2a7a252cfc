/** One state: its name, how much it holds, its cards. */
import { Draggable, Droppable } from "@hello-pangea/dnd";
import { Button, Loader } from "@mantine/core";
import type { Entity, RecordData, StateDef } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { formatMoney, formatNumber } from "@/fields/format.ts";
import { titleText } from "@/features/record/record-header.tsx";
import { Dot } from "@/ui/chip.tsx";
import styles from "./board.module.css";
import { Card } from "./card.tsx";
import type { BoardColumn, BoardData } from "./use-board.ts";

interface Props {
  entity: Entity;
  column: BoardColumn;
  board: BoardData;
  /** The card in hand may not be put here. */
  isClosed: boolean;
  canStep: (record: RecordData, to: string) => boolean;
  onMove: (record: RecordData, to: StateDef) => void;
  onPeek: (id: string) => void;
}

export function Column({ entity, column, board, isClosed, canStep, onMove, onPeek }: Props) {
  const { t } = useTranslation();
  const { state, records, count } = column;
  const heading = `board-${state.name}`;
  return (
    <section className={styles.column} aria-labelledby={heading} data-closed={isClosed || undefined} data-testid={`column-${state.name}`}>
      <header className={styles.columnHeader}>
        <Dot color={state.color} />
        <h2 id={heading} className={styles.columnTitle}>
          {state.label}
        </h2>
        <span className={styles.columnCount}>{count === undefined ? "" : formatNumber(count)}</span>
        <span className={styles.columnSum}>
          {column.sums.map(({ amount, currency }) => formatMoney(amount, currency, true)).join(" + ")}
        </span>
      </header>
      <Droppable droppableId={state.name}>
        {(drop, { isDraggingOver }) => (
          <div ref={drop.innerRef} {...drop.droppableProps} className={styles.cards} data-over={isDraggingOver || undefined}>
            {records.map((record, index) => (
              <Draggable key={record.id} draggableId={record.id} index={index} isDragDisabled={!entity.permissions.update}>
                {(drag, { isDragging }) => (
                  <div
                    ref={drag.innerRef}
                    {...drag.draggableProps}
                    {...drag.dragHandleProps}
                    // The library calls it a button, but a button may not hold the card's own buttons and links.
                    role="group"
                    aria-roledescription={t("board.card")}
                    aria-label={titleText(entity, record, board.included) || t("common.untitled")}
                    className={styles.cardFrame}
                    data-dragging={isDragging || undefined}
                  >
                    <Card
                      entity={entity}
                      record={record}
                      included={board.included}
                      steps={board.machine.states.filter((one) => one.name !== state.name && canStep(record, one.name))}
                      onMove={(to) => onMove(record, to)}
                      onPeek={() => onPeek(record.id)}
                    />
                  </div>
                )}
              </Draggable>
            ))}
            {drop.placeholder}
            {column.isLoading && <Loader size="sm" mx="auto" my="sm" aria-label={t("common.loading")} />}
            {!column.isLoading && records.length === 0 && <p className={styles.none}>{t("board.none")}</p>}
            {count !== undefined && count > records.length && records.length > 0 && (
              <Button variant="subtle" size="compact-md" fullWidth onClick={() => board.more(state.name)}>
                {t("board.more", { count: count - records.length })}
              </Button>
            )}
          </div>
        )}
      </Droppable>
    </section>
  );
}
