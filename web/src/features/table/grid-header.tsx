import { Checkbox } from "@mantine/core";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type DragEvent, type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "@/fields/registry.ts";
import { nextSort, sortOf } from "@/features/filters/search-params.ts";
import { type Column, type Columns, MIN_WIDTH } from "./columns.ts";
import styles from "./grid.module.css";

interface Props {
  columns: Columns;
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  selectState: "none" | "some" | "all";
  onSelectAll: () => void;
}

export function GridHeader({ columns, sort, onSort, selectState, onSelectAll }: Props) {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" tabIndex={-1} aria-rowindex={1} style={{ display: "flex" }}>
        <div role="columnheader" aria-colindex={1} className={`${styles.cell} ${styles.check}`}>
          <Checkbox
            size="xs"
            checked={selectState === "all"}
            indeterminate={selectState === "some"}
            onChange={onSelectAll}
            aria-label={t("table.selectLoaded")}
          />
        </div>
        {columns.shown.map((column, index) => (
          <HeaderCell
            key={column.name}
            column={column}
            index={index}
            columns={columns}
            sort={sort}
            onSort={onSort}
          />
        ))}
      </div>
    </div>
  );
}

interface CellProps extends Pick<Props, "columns" | "sort" | "onSort"> {
  column: Column;
  index: number;
}

function HeaderCell({ column, index, columns, sort, onSort }: CellProps) {
  const [isOver, setOver] = useState(false);
  const [isResizing, setResizing] = useState(false);
  const order = sortOf(sort, column.name);
  const isTitle = index === 0;

  function drop(event: DragEvent) {
    setOver(false);
    const name = event.dataTransfer.getData("text/x-column");
    if (name) columns.move(name, columns.all.indexOf(column));
  }

  const label = (
    <>
      <span className={styles.text}>{column.field.label}</span>
      {order === "ascending" && <ArrowUp size={13} aria-hidden="true" />}
      {order === "descending" && <ArrowDown size={13} aria-hidden="true" />}
    </>
  );

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the columns menu does the same by keyboard
    <div
      role="columnheader"
      tabIndex={-1}
      aria-colindex={index + 2}
      aria-sort={order}
      className={`${styles.cell} ${styles.header} ${isTitle ? styles.title : ""}`}
      style={{ width: column.width }}
      data-align={kindOf(column.field).align}
      data-over={isOver || undefined}
      draggable={!isTitle && !isResizing}
      onDragStart={(event) => event.dataTransfer.setData("text/x-column", column.name)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {column.field.sortable ? (
        <button type="button" className={styles.sort} onClick={() => onSort(nextSort(sort, column.name))}>
          {label}
        </button>
      ) : (
        <span className={styles.sort}>{label}</span>
      )}
      <Grip
        column={column}
        onGrab={setResizing}
        onResize={(width) => columns.resize(column.name, width)}
      />
    </div>
  );
}

interface GripProps {
  column: Column;
  /** While the grip is held the header must not be dragged away. */
  onGrab: (isHeld: boolean) => void;
  onResize: (width: number) => void;
}

function Grip({ column, onGrab, onResize }: GripProps) {
  const [start, setStart] = useState<number | null>(null);

  function move(event: PointerEvent<HTMLSpanElement>) {
    const cell = event.currentTarget.parentElement;
    if (start !== null && cell) {
      cell.style.width = `${Math.max(MIN_WIDTH, column.width + event.clientX - start)}px`;
    }
  }

  return (
    <span
      className={styles.grip}
      aria-hidden="true"
      data-resizing={start === null ? undefined : true}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(event.clientX);
        onGrab(true);
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        if (start !== null && event.clientX !== start) onResize(column.width + event.clientX - start);
        setStart(null);
        onGrab(false);
      }}
    />
  );
}
