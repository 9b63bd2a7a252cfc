/** Reading and writing a field's value in a record, wherever the API puts it. */
import type { Field, RecordData } from "@rapport/sdk";
import { type Line, writtenLines } from "@/fields/line-totals.ts";
import { pathOf } from "./meta.ts";

export interface Money {
  amount: number | null;
  currency: string | null;
}

type Values = Record<string, unknown>;

/** The value a field's editor works with: money as a pair, everything else as it travels. */
export function readValue(field: Field, record: Values): unknown {
  const raw = readPath(record, pathOf(field));
  if (field.type !== "money") return raw ?? null;
  const currency = readPath(record, `${pathOf(field)}_currency`);
  return {
    amount: typeof raw === "number" ? raw : null,
    currency: typeof currency === "string" ? currency : null,
  } satisfies Money;
}

/** The part of a PATCH that sets a field to what its editor holds. */
export function writeValue(field: Field, value: unknown): Values {
  const path = pathOf(field);
  if (field.type === "lines") return nest(path, writtenLines((value ?? []) as Line[]));
  if (field.type !== "money") return nest(path, value);
  const money = value as Money | null;
  const amount = nest(path, money?.amount ?? null);
  if (money?.amount == null || !money.currency) return amount;
  return mergeValues(amount, nest(`${path}_currency`, money.currency));
}

/** Merges parts of a PATCH; `custom_fields` key by key. */
export function mergeValues(...parts: Values[]): Values {
  const merged: Values = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      merged[key] = key === "custom_fields" ? { ...asValues(merged[key]), ...asValues(value) } : value;
    }
  }
  return merged;
}

/** The record as it will look when the server has taken `changes`. */
export function withChanges(record: RecordData, changes: Values): RecordData {
  return mergeValues(record, changes) as RecordData;
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object" && "amount" in value) return value.amount === null;
  return false;
}

export function isSame(left: unknown, right: unknown): boolean {
  if (isEmpty(left) && isEmpty(right)) return true;
  return JSON.stringify(left) === JSON.stringify(right);
}

function readPath(record: Values, path: string): unknown {
  const [head = "", ...rest] = path.split(".");
  const value = record[head];
  return rest.length === 0 ? value : asValues(value)[rest.join(".")];
}

function nest(path: string, value: unknown): Values {
  const [head = "", ...rest] = path.split(".");
  return rest.length === 0 ? { [head]: value } : { [head]: { [rest.join(".")]: value } };
}

function asValues(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}
