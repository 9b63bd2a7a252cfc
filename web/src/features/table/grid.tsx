/** S3: the table. Only the rows under the viewport exist, and only their pages are fetched. */
import { type Entity, type RecordData, RapportError } from "@rapport/sdk";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useUpdate } from "@/data/mutations.ts";
import { type ListState, useWindow } from "@/data/records.ts";
import { writeValue } from "@/data/values.ts";
import { isEditable, kindOf } from "@/fields/registry.ts";
import { ErrorState } from "@/ui/states.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import type { EditEnd } from "./cell-editor.tsx";
import type { Column, Columns } from "./columns.ts";
import { GridHeader } from "./grid-header.tsx";
import { type CellError, cellId, GridRow, type RowActions } from "./grid-row.tsx";
import styles from "./grid.module.css";
import type { Selection } from "./selection.ts";
import { onGridKey, type Position } from "./use-grid-keys.ts";

interface Props {
  entity: Entity;
  state: ListState;
  total: number;
  columns: Columns;
  selection: Selection;
  onSort: (sort: string | undefined) => void;
  onPeek: (id: string) => void;
}

const OVERSCAN = 6;

export function Grid(props: Props) {
  const { entity, state, total, columns, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const names = useMemo(() => columns.shown.map(({ name }) => name), [columns.shown]);
  const view = useWindow(entity, state, names, first, last);
  const editing = useEditing(props, (row) => scrollTo(row), () => scroller.current?.focus());
  const { active } = editing;

  function scrollTo(row: number) {
    virtual.scrollToIndex(row, { align: "auto" });
  }

  if (view.error) return <ErrorState error={view.error} onRetry={view.retry} />;

  const loaded = rows.flatMap(({ index }) => view.rowAt(index)?.id ?? []);
  const chosen = loaded.filter((id) => selection.has(id)).length;
  const selectState = chosen === 0 ? "none" : chosen === loaded.length ? "all" : "some";

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a grid takes the focus for its cells
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={styles.scroller}
      aria-label={entity.label_plural}
      aria-rowcount={total + 1}
      aria-colcount={columns.shown.length + 1}
      aria-multiselectable="true"
      aria-busy={view.isLoading}
      aria-activedescendant={isShown(active.row, first, last) ? cellId(active.row, active.column) : undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget && !isCell(event.target)) return;
        onGridKey(event, {
          active,
          rows: total,
          columns: columns.shown.length,
          pageRows: Math.max(1, last - first - OVERSCAN),
          move: editing.move,
          toggle: () => {
            const record = view.rowAt(active.row);
            if (record) selection.toggle(record.id);
          },
          edit: () => editing.edit(active, view.rowAt(active.row)),
          open: () => editing.open(view.rowAt(active.row)),
          peek: () => {
            const record = view.rowAt(active.row);
            if (record) props.onPeek(record.id);
          },
        });
      }}
    >
      <GridHeader
        columns={columns}
        sort={state.sort}
        onSort={props.onSort}
        selectState={selectState}
        onSelectAll={() => selection.set(loaded, selectState !== "all")}
      />
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const record = view.rowAt(index);
          return (
            <GridRow
              key={index}
              entity={entity}
              index={index}
              top={start}
              record={record}
              included={view.included}
              columns={columns.shown}
              activeColumn={active.row === index ? active.column : null}
              editingColumn={editing.isEditing && active.row === index ? active.column : null}
              isSelected={record ? selection.has(record.id) : false}
              error={record && editing.error?.id === record.id ? editing.error : null}
              actions={editing.actions}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Which cell is active, whether it is edited, and what became of the edit. */
function useEditing(
  { entity, columns, selection, onPeek }: Props,
  scrollTo: (row: number) => void,
  focus: () => void,
) {
  const navigate = useNavigate();
  const update = useUpdate(entity);
  const showError = useErrorToast();
  const [active, setActive] = useState<Position>({ row: 0, column: 1 });
  const [isEditing, setEditing] = useState(false);
  const [error, setError] = useState<CellError | null>(null);

  function move(to: Position) {
    setActive(to);
    setEditing(false);
    setError(null);
    scrollTo(to.row);
  }

  function edit(at: Position, record: RecordData | undefined) {
    const column = columns.shown[at.column - 1];
    setActive(at);
    setError(null);
    if (!column || !entity.permissions.update || !isEditable(column.field)) return;
    if (!kindOf(column.field).isLarge) setEditing(true);
    else if (record) onPeek(record.id);
  }

  function endEdit(record: RecordData, column: Column, end: EditEnd, value: unknown) {
    setEditing(false);
    const step = end === "next" ? 1 : end === "previous" ? -1 : 0;
    if (step !== 0) {
      setActive(({ row, column: at }) => ({
        row,
        column: Math.max(0, Math.min(columns.shown.length, at + step)),
      }));
    }
    // The editor holds the focus until it is gone.
    requestAnimationFrame(focus);
    if (value !== undefined) save(record, column, value);
  }

  function save(record: RecordData, column: Column, value: unknown) {
    const changes = writeValue(column.field, value);
    update.mutate(
      { id: record.id, changes },
      {
        onError: (failure) => {
          const message = failure instanceof RapportError ? fieldMessage(failure, column) : null;
          if (message) setError({ id: record.id, name: column.name, message });
          else showError(failure);
        },
      },
    );
  }

  function open(record: RecordData | undefined) {
    if (!record) return;
    void navigate({ to: "/records/$plural/$id", params: { plural: entity.plural, id: record.id } });
  }

  const current = useRef({ edit, endEdit, toggle: selection.toggle, peek: onPeek });
  useEffect(() => {
    current.current = { edit, endEdit, toggle: selection.toggle, peek: onPeek };
  });
  const activate = useCallback((row: number, column: number) => setActive({ row, column }), []);
  const actions = useMemo<RowActions>(
    () => ({
      activate,
      edit: (row, column) => current.current.edit({ row, column }, undefined),
      endEdit: (...all) => current.current.endEdit(...all),
      toggle: (id) => current.current.toggle(id),
      peek: (id) => current.current.peek(id),
    }),
    [activate],
  );

  return { active, isEditing, error, move, edit, open, actions };
}

/** What the server says about this cell, or about the write as a whole. */
function fieldMessage(error: RapportError, column: Column): string | null {
  if (error.fields.length === 0 && error.status !== 409) return null;
  const about = error.fieldMessage(column.name) ?? error.fieldMessage(column.field.name);
  const [other] = error.fields;
  return sentence(about ?? (other ? `${other.field}: ${other.message}` : error.message));
}

function isShown(row: number, first: number, last: number): boolean {
  return row >= first && row <= last;
}

function isCell(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("role") === "gridcell";
}

function useRowHeight(): number {
  return useMemo(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return Math.round(2.5 * (rem || 16));
  }, []);
}
