import type { Entity, Field, RecordData } from "@rapport/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setTimeZone } from "@/app/zone.ts";
import { calendarFields, type CalendarFields, changesOf, newValues, toEntry, within } from "./entries.ts";

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({ name, type, label: name, ...more });

function trip(type: "date" | "datetime", more: Partial<Field> = {}): Entity {
  const options = [{ value: "open", label: "Open", color: "blue" }];
  return {
    name: "trip",
    plural: "trips",
    label: "Trip",
    label_plural: "Trips",
    title: "name",
    fields: [field("name", "text"), field("from", type), field("until", type, more), field("status", "state", { options })],
    layout: { list: [], sections: [], calendar: { start: "from", end: "until", color: "status" } },
    permissions: { create: true, read: true, update: true, delete: true, import: true, export: true },
  };
}

function fieldsOf(entity: Entity): CalendarFields {
  const fields = calendarFields(entity);
  if (!fields) throw new Error("no calendar");
  return fields;
}

const record = (values: object) => ({ id: "1", version: 1, name: "Rome", status: "open", ...values }) as unknown as RecordData;
const days = { first: "2026-03-23", end: "2026-03-30" };

beforeEach(() => setTimeZone("Europe/Berlin"));
afterEach(() => setTimeZone(null));

describe("days", () => {
  const entity = trip("date");
  const fields = fieldsOf(entity);

  it("are asked for as days, in whatever zone", () => {
    setTimeZone("Pacific/Auckland");
    expect(within(fields, days)).toEqual({
      and: [
        { field: "from", op: "lt", value: "2026-03-30" },
        { or: [{ field: "from", op: "gte", value: "2026-03-23" }, { field: "until", op: "gte", value: "2026-03-23" }] },
      ],
    });
  });

  it("last to the end of their last day", () => {
    const entry = toEntry(entity, fields, record({ from: "2026-03-28", until: "2026-03-29" }), {});
    expect(entry).toMatchObject({ start: "2026-03-28", end: "2026-03-30", isAllDay: true, color: "blue", canResize: true });
  });

  it("move with their end, and keep an empty end empty", () => {
    const both = record({ from: "2026-03-28", until: "2026-03-29" });
    expect(changesOf(fields, both, { start: "2026-03-30", end: "2026-04-01" })).toEqual({ from: "2026-03-30", until: "2026-03-31" });
    const alone = record({ from: "2026-03-28", until: null });
    expect(changesOf(fields, alone, { start: "2026-03-30", end: null })).toEqual({ from: "2026-03-30" });
  });

  it("change the end alone when they are stretched, and nothing when they stay", () => {
    const both = record({ from: "2026-03-28", until: "2026-03-28" });
    expect(changesOf(fields, both, { start: "2026-03-28", end: "2026-03-31" })).toEqual({ until: "2026-03-30" });
    expect(changesOf(fields, both, { start: "2026-03-28", end: null })).toEqual({});
  });
});

describe("moments", () => {
  const entity = trip("datetime");
  const fields = fieldsOf(entity);

  it("are asked for from midnight to midnight of the person's zone, over the change of summer time", () => {
    expect(JSON.stringify(within(fields, days))).toContain('"value":"2026-03-29T22:00:00.000Z"');
    expect(JSON.stringify(within(fields, days))).toContain('"value":"2026-03-22T23:00:00.000Z"');
  });

  it("have no end when it is not after the start", () => {
    const at = "2026-03-28T09:00:00Z";
    expect(toEntry(entity, fields, record({ from: at, until: at }), {})?.end).toBeNull();
    expect(toEntry(entity, fields, record({ from: null }), {})).toBeNull();
  });

  it("begin in the morning of a day that was clicked, and last an hour", () => {
    expect(newValues(fields, { start: "2026-03-29", end: null })).toEqual({
      from: "2026-03-29T07:00:00.000Z",
      until: "2026-03-29T08:00:00.000Z",
    });
  });

  it("count the same moment written in two ways as the same", () => {
    const both = record({ from: "2026-03-28T09:00:00Z", until: "2026-03-28T10:00:00Z" });
    expect(changesOf(fields, both, { start: "2026-03-28T10:00:00+01:00", end: "2026-03-28T12:00:00+01:00" })).toEqual({
      until: "2026-03-28T12:00:00+01:00",
    });
  });

  it("stay where they are when a field they would change is not to be written", () => {
    const fixed = trip("datetime", { readonly: true });
    const at = { from: "2026-03-28T09:00:00Z", until: "2026-03-28T10:00:00Z" };
    expect(toEntry(fixed, fieldsOf(fixed), record(at), {})).toMatchObject({ canMove: false, canResize: false });
    expect(toEntry(fixed, fieldsOf(fixed), record({ ...at, until: null }), {})).toMatchObject({ canMove: true, canResize: false });
  });
});

it("an entity without a calendar has none", () => {
  expect(calendarFields({ ...trip("date"), layout: { list: [], sections: [] } })).toBeNull();
});
