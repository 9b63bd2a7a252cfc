/**
 * A filter as a person builds it: conditions and groups, joined by *and* or *or*.
 * The tree is the API's own language, so an address can be pasted into a request.
 */
import type { Condition, Filter, Operator } from "@rapport/sdk";

export type Conjunction = "and" | "or";

export interface Group {
  join: Conjunction;
  items: Item[];
}

export type Item = Condition | Group;

const DEPTH = 4;

export function isGroup(item: Item): item is Group {
  return "items" in item;
}

/** The tree for the editor. A single condition becomes a group of one. */
export function toGroup(filter: Filter | null | undefined): Group {
  if (!filter) return { join: "and", items: [] };
  const item = toItem(filter);
  return item && isGroup(item) ? item : { join: "and", items: item ? [item] : [] };
}

function toItem(filter: Filter): Item | null {
  if ("field" in filter) return filter;
  if ("and" in filter) return { join: "and", items: filter.and.flatMap((one) => toItem(one) ?? []) };
  if ("or" in filter) return { join: "or", items: filter.or.flatMap((one) => toItem(one) ?? []) };
  return null;
}

/** The shortest filter that means the same; nothing for a tree without conditions. */
export function toFilter(item: Item): Filter | undefined {
  if (!isGroup(item)) return item;
  const filters = item.items.flatMap((one) => toFilter(one) ?? []);
  const [first] = filters;
  if (filters.length < 2) return first;
  return item.join === "and" ? { and: filters } : { or: filters };
}

/** Checks what stands in an address. */
export function readFilter(value: unknown, depth = 0): Filter | null {
  if (typeof value !== "object" || value === null || depth > DEPTH) return null;
  if ("and" in value) return readAll(value.and, depth, (and) => ({ and }));
  if ("or" in value) return readAll(value.or, depth, (or) => ({ or }));
  if ("not" in value) {
    const not = readFilter(value.not, depth + 1);
    return not && { not };
  }
  if (!("field" in value) || typeof value.field !== "string") return null;
  const op = "op" in value && typeof value.op === "string" ? value.op : "eq";
  return { field: value.field, op: op as Operator, value: "value" in value ? value.value : null };
}

function readAll(value: unknown, depth: number, join: (all: Filter[]) => Filter): Filter | null {
  if (!Array.isArray(value)) return null;
  const all = value.flatMap((one) => readFilter(one, depth + 1) ?? []);
  return all.length > 0 ? join(all) : null;
}

export function countConditions(item: Item): number {
  if (!isGroup(item)) return 1;
  return item.items.reduce((sum, one) => sum + countConditions(one), 0);
}

export function replaceAt(group: Group, index: number, item: Item | null): Group {
  const items = group.items.flatMap((one, at) => (at === index ? (item ?? []) : one));
  return { ...group, items };
}

export function append(group: Group, item: Item): Group {
  return { ...group, items: [...group.items, item] };
}

/** Adds a condition to a list's filter, whatever that is. */
export function narrowed(filter: Filter | undefined, condition: Filter): Filter {
  if (!filter) return condition;
  return "and" in filter ? { and: [...filter.and, condition] } : { and: [filter, condition] };
}
