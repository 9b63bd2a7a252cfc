import { ActionIcon, Checkbox, Skeleton } from "@mantine/core";
import type { Entity, Included, RecordData } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { PanelRight } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { readValue } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import { CellEditor, type EditEnd } from "./cell-editor.tsx";
import type { Column } from "./columns.ts";
import styles from "./grid.module.css";

export interface CellError {
  id: string;
  name: string;
  message: string;
}

export interface RowActions {
  activate: (row: number, column: number) => void;
  edit: (row: number, column: number) => void;
  endEdit: (record: RecordData, column: Column, end: EditEnd, value: unknown) => void;
  toggle: (id: string) => void;
  peek: (id: string) => void;
}

interface Props {
  entity: Entity;
  index: number;
  top: number;
  record: RecordData | undefined;
  included: Included;
  columns: readonly Column[];
  activeColumn: number | null;
  editingColumn: number | null;
  isSelected: boolean;
  error: CellError | null;
  actions: RowActions;
}

export const cellId = (row: number, column: number) => `cell-${row}-${column}`;

export const GridRow = memo(function GridRow(props: Props) {
  const { t } = useTranslation();
  const { index, top, record, columns, activeColumn, isSelected, actions } = props;
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        id={cellId(index, 0)}
        className={`${styles.cell} ${styles.check}`}
        data-active={activeColumn === 0 || undefined}
      >
        {record && (
          <Checkbox
            size="xs"
            tabIndex={-1}
            checked={isSelected}
            onChange={() => actions.toggle(record.id)}
            aria-label={t("table.selectRow", { title: String(record[props.entity.title] ?? record.code ?? "") })}
          />
        )}
      </div>
      {columns.map((column, at) => (
        <Cell key={column.name} {...props} column={column} at={at + 1} />
      ))}
    </div>
  );
});

function Cell({ column, at, ...props }: Props & { column: Column; at: number }) {
  const { index, record, included, actions } = props;
  const { align } = kindOf(column.field);
  const isActive = props.activeColumn === at;
  const error = props.error?.name === column.name ? props.error : null;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid around it has the keys
    <div
      role="gridcell"
      tabIndex={-1}
      aria-colindex={at + 1}
      id={cellId(index, at)}
      className={`${styles.cell} ${at === 1 ? styles.title : ""}`}
      style={{ width: column.width }}
      data-align={align}
      data-active={isActive || undefined}
      data-invalid={error ? true : undefined}
      onClick={() => actions.activate(index, at)}
      onDoubleClick={() => actions.edit(index, at)}
    >
      {!record ? (
        <Skeleton height={10} width="60%" radius="xl" />
      ) : props.editingColumn === at ? (
        <CellEditor
          field={column.field}
          value={readValue(column.field, record)}
          included={included}
          onEnd={(end, value) => actions.endEdit(record, column, end, value)}
        />
      ) : at === 1 ? (
        <Title entity={props.entity} column={column} record={record} included={included} onPeek={actions.peek} />
      ) : (
        <Value column={column} record={record} included={included} />
      )}
      {error && (
        <span role="alert" className={styles.error}>
          {error.message}
        </span>
      )}
    </div>
  );
}

interface ValueProps {
  column: Column;
  record: RecordData;
  included: Included;
}

function Value({ column, record, included }: ValueProps) {
  const kind = kindOf(column.field);
  const value = readValue(column.field, record);
  if (kind.isLarge) {
    return <span className={styles.text}>{kind.toText(value, column.field, included)}</span>;
  }
  return <kind.Cell field={column.field} value={value} included={included} />;
}

interface TitleProps extends ValueProps {
  entity: Entity;
  onPeek: (id: string) => void;
}

function Title({ entity, column, record, included, onPeek }: TitleProps) {
  const { t } = useTranslation();
  const text = kindOf(column.field).toText(readValue(column.field, record), column.field, included);
  return (
    <>
      <Link
        to="/records/$plural/$id"
        params={{ plural: entity.plural, id: record.id }}
        className={styles.link}
        tabIndex={-1}
      >
        {text || record.code || t("common.untitled")}
      </Link>
      <ActionIcon
        size="sm"
        className={styles.peek}
        tabIndex={-1}
        aria-label={t("record.peek", { label: text || entity.label })}
        onClick={() => onPeek(record.id)}
      >
        <PanelRight size={14} />
      </ActionIcon>
    </>
  );
}
