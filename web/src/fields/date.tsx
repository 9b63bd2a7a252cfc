/** Days and moments. The browser's own pickers know the person's keyboard and phone best. */
import { TextInput } from "@mantine/core";
import { fromWall, toWall } from "@/app/zone.ts";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import { formatDate, formatDateTime } from "./format.ts";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

function DateControl(props: InputProps) {
  return (
    <TextInput
      {...controlProps(props)}
      type="date"
      max="9999-12-31"
      value={typeof props.value === "string" ? props.value.slice(0, 10) : ""}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

function DateTimeControl(props: InputProps) {
  return (
    <TextInput
      {...controlProps(props)}
      type="datetime-local"
      max="9999-12-31T23:59"
      value={toLocal(props.value)}
      onChange={(event) => props.onChange(fromLocal(event.currentTarget.value))}
    />
  );
}

/** What a `datetime-local` control shows for a moment. */
export function toLocal(value: unknown): string {
  if (typeof value !== "string" || !value) return "";
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return "";
  return toWall(at);
}

export function fromLocal(value: string): string | null {
  const at = fromWall(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function DateCell({ value }: CellProps) {
  return typeof value === "string" ? (
    <time className={styles.text} dateTime={value}>
      {formatDate(value)}
    </time>
  ) : null;
}

function DateTimeCell({ value }: CellProps) {
  return typeof value === "string" ? (
    <time className={styles.text} dateTime={value}>
      {formatDateTime(value)}
    </time>
  ) : null;
}

export const dateKind: FieldKind = {
  Cell: DateCell,
  Input: DateControl,
  toText: (value) => (typeof value === "string" ? formatDate(value) : ""),
  width: 130,
};

export const dateTimeKind: FieldKind = {
  Cell: DateTimeCell,
  Input: DateTimeControl,
  toText: (value) => (typeof value === "string" ? formatDateTime(value) : ""),
  width: 180,
};
