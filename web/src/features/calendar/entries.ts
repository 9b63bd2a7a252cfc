/** Records as entries of a calendar, and a moved entry as the part of a PATCH. */
import type { Condition, Entity, Field, Filter, Included, RecordData } from "@rapport/sdk";
import { fromWall } from "@/app/zone.ts";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { isEmpty, mergeValues, readValue, writeValue } from "@/data/values.ts";
import { titleText } from "@/features/record/record-header.tsx";
import type { CalendarEntry } from "@/ui/calendar.tsx";
import { addDays, type Days } from "./days.ts";

type Values = Record<string, unknown>;

/** The fields a calendar of an entity is made of. */
export interface CalendarFields {
  start: Field;
  end: Field | null;
  color: Field | null;
  /** Days instead of moments. */
  isAllDay: boolean;
}

/** The hours of something new on days, when only the days were chosen. */
const MORNING = "T09:00";
const EVENING = "T17:00";
const HOUR_MS = 3_600_000;

export function calendarFields(entity: Entity): CalendarFields | null {
  const { calendar } = entity.layout;
  const named = (name: string | null | undefined) => (name ? (fieldOf(entity, name) ?? null) : null);
  const start = named(calendar?.start);
  if (!calendar || !start) return null;
  return { start, end: named(calendar.end), color: named(calendar.color), isAllDay: start.type === "date" };
}

/** What is asked for: the list's own fields, and those of the calendar. */
export function entryFields(entity: Entity, fields: CalendarFields): string[] {
  const names = ["id", "version", "owner", entity.title, "code"].flatMap((name) => fieldOf(entity, name) ?? []);
  const all = [...names, fields.start, fields.end, fields.color].filter((field) => field !== null);
  return [...new Set(all.map(pathOf))];
}

/** Everything that begins in the days shown, or began before and lasts into them. */
export function within(fields: CalendarFields, days: Days): Filter {
  const [first, end] = fields.isAllDay ? [days.first, days.end] : [midnight(days.first), midnight(days.end)];
  const start = pathOf(fields.start);
  const before: Condition = { field: start, op: "lt", value: end };
  const since: Condition = { field: start, op: "gte", value: first };
  if (!fields.end) return { and: [since, before] };
  const lasts: Condition = { field: pathOf(fields.end), op: fields.isAllDay ? "gte" : "gt", value: first };
  return { and: [before, { or: [since, lasts] }] };
}

export function toEntry(entity: Entity, fields: CalendarFields, record: RecordData, included: Included): CalendarEntry | null {
  const start = dateOf(fields.start, record);
  if (!start) return null;
  const until = fields.end && dateOf(fields.end, record);
  const end = until && until >= start ? (fields.isAllDay ? addDays(until, 1) : until) : null;
  const color = fields.color?.options?.find((option) => option.value === readValue(fields.color as Field, record));
  const canMove = entity.permissions.update && isWritable(fields.start) && (isEmpty(until) || isWritable(fields.end));
  return {
    id: record.id,
    title: titleText(entity, record, included) || record.code || "",
    note: color?.label,
    href: `/records/${entity.plural}/${record.id}`,
    start,
    end: end === start ? null : end,
    isAllDay: fields.isAllDay,
    color: color?.color ?? (fields.color ? "gray" : "blue"),
    canMove,
    canResize: canMove && isWritable(fields.end),
  };
}

/** Where an entry was put: days (the end not included), or moments. */
export interface Span {
  start: string;
  end: string | null;
}

/** Only what a move changes; nothing when the entry came back to its place. */
export function changesOf(fields: CalendarFields, record: RecordData, span: Span): Values {
  const had = fields.end && dateOf(fields.end, record);
  const last = span.end && fields.isAllDay ? addDays(span.end, -1) : span.end;
  const until = last ?? (had ? span.start : null);
  const parts: Values[] = [];
  if (!isSameTime(dateOf(fields.start, record), span.start)) parts.push(writeValue(fields.start, span.start));
  if (fields.end && until && !isSameTime(had, until)) parts.push(writeValue(fields.end, until));
  return mergeValues(...parts);
}

/** The values of something new on a day (`2026-11-21`) or at a moment, until an hour later unless an end was drawn. */
export function newValues(fields: CalendarFields, span: Span): Values {
  const { start, end, isAllDay } = fields;
  if (isAllDay) {
    const last = span.end ? addDays(span.end.slice(0, 10), -1) : span.start.slice(0, 10);
    return mergeValues(writeValue(start, span.start.slice(0, 10)), end ? writeValue(end, last) : {});
  }
  const from = momentOf(span.start, MORNING);
  const last = span.end && !span.end.includes("T") ? addDays(span.end, -1) : span.end;
  const until = last ? momentOf(last, EVENING) : new Date(from.getTime() + HOUR_MS);
  return mergeValues(writeValue(start, from.toISOString()), end ? writeValue(end, until.toISOString()) : {});
}

function momentOf(dayOrMoment: string, hour: string): Date {
  return dayOrMoment.includes("T") ? new Date(dayOrMoment) : fromWall(dayOrMoment + hour);
}

function midnight(day: string): string {
  return fromWall(`${day}T00:00`).toISOString();
}

function dateOf(field: Field, record: RecordData): string | null {
  const value = readValue(field, record);
  return typeof value === "string" && value ? value : null;
}

function isWritable(field: Field | null): boolean {
  return Boolean(field && !field.readonly && !field.computed);
}

function isSameTime(left: string | null | undefined, right: string): boolean {
  return Boolean(left) && Date.parse(left ?? "") === Date.parse(right);
}
