/** The state of a list in the URL: so that reload, back and a copied address show the same rows. */
import type { Filter } from "@rapport/sdk";
import { readFilter } from "./filter-tree.ts";

export interface ListSearch {
  q?: string | undefined;
  filter?: Filter | undefined;
  sort?: string | undefined;
  /** Show the bin instead of what is in use. */
  bin?: true | undefined;
  /** The record shown beside the list. */
  peek?: string | undefined;
  /** What a calendar shows: month, week, day or agenda, around a day. */
  view?: string | undefined;
  date?: string | undefined;
  /** Open the dialog that creates a record. */
  create?: true | undefined;
}

/** Reads what may stand in an address; whatever it does not understand is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  return {
    q: text(search.q),
    filter: readFilter(search.filter) ?? undefined,
    sort: text(search.sort),
    bin: flag(search.bin),
    peek: text(search.peek),
    view: text(search.view),
    date: text(search.date),
    create: flag(search.create),
  };
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() ? value : undefined;
}

function flag(value: unknown): true | undefined {
  return value === true || value === "true" || value === 1 ? true : undefined;
}

/** The next step of a header: ascending, descending, none. */
export function nextSort(sort: string | undefined, name: string): string | undefined {
  if (sort === name) return `-${name}`;
  return sort === `-${name}` ? undefined : name;
}

export function sortOf(sort: string | undefined, name: string): "ascending" | "descending" | "none" {
  if (sort === name) return "ascending";
  return sort === `-${name}` ? "descending" : "none";
}
