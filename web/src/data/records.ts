/** Reading records: one, a window over a list, a page, a count. */
import type { Entity, Included, ListQuery, Page, RecordData, Selection } from "@rapport/sdk";
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";
import { pathOf } from "./meta.ts";

/** Rows per request of a windowed list. */
export const PAGE_SIZE = 100;

export type Deleted = "no" | "only" | "any";

export interface ListState extends Selection {
  sort?: string;
  deleted?: Deleted;
}

/** Fields whose values are ids, so that their titles must be asked for. */
export function linkNames(entity: Entity, names?: readonly string[]): string[] {
  return entity.fields
    .filter((field) => field.type === "user" || (field.type === "link" && field.to?.length))
    .map(pathOf)
    .filter((name) => !names || names.includes(name));
}

export function useRecord(entity: Entity, id: string | undefined) {
  return useQuery({
    queryKey: keys.record(entity.plural, id ?? ""),
    queryFn: () => api.records(entity.plural).get(id ?? "", { include: linkNames(entity) }),
    enabled: Boolean(id),
  });
}

export function useList(plural: string, query: ListQuery, enabled = true) {
  return useQuery({
    queryKey: keys.list(plural, query),
    queryFn: () => api.records(plural).list(query),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useCount(plural: string, query: Selection & { deleted?: Deleted }) {
  return useQuery({
    queryKey: keys.count(plural, query),
    queryFn: async () => {
      const page = await api
        .records(plural)
        .list({ ...query, limit: 1, fields: ["id"], count: "exact" });
      return page.pagination.total ?? page.data.length;
    },
    placeholderData: keepPreviousData,
  });
}

export interface RecordWindow {
  rowAt(index: number): RecordData | undefined;
  included: Included;
  error: Error | null;
  isLoading: boolean;
  retry(): void;
}

/** Loads only the pages that hold rows `first` to `last`. */
export function useWindow(
  entity: Entity,
  state: ListState,
  fields: readonly string[],
  first: number,
  last: number,
): RecordWindow {
  const pages = pagesBetween(first, last);
  const include = linkNames(entity, fields);
  const queries = useQueries({
    queries: pages.map((page) => {
      const query: ListQuery = { ...state, limit: PAGE_SIZE, offset: page * PAGE_SIZE, include };
      return {
        queryKey: keys.list(entity.plural, query),
        queryFn: () => api.records(entity.plural).list(query),
      };
    }),
  });
  const loaded = new Map<number, Page>();
  pages.forEach((page, index) => {
    const data = queries[index]?.data;
    if (data) loaded.set(page, data);
  });
  const failed = queries.find((query) => query.error);
  return {
    rowAt: (index) => loaded.get(Math.floor(index / PAGE_SIZE))?.data[index % PAGE_SIZE],
    included: useMergedIncluded([...loaded.values()]),
    error: failed?.error ?? null,
    isLoading: queries.some((query) => query.isPending),
    retry: () => void failed?.refetch(),
  };
}

function pagesBetween(first: number, last: number): number[] {
  const start = Math.floor(Math.max(0, first) / PAGE_SIZE);
  const end = Math.floor(Math.max(0, last) / PAGE_SIZE);
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

function useMergedIncluded(pages: Page[]): Included {
  // Pages keep their identity in the cache, so their number and order tell whether one changed.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => mergeIncluded(pages.map((page) => page.included)), [...padded(pages)]);
}

/** A hook's dependencies must keep their number: a window spans two pages at most, rarely three. */
function padded(pages: Page[]): (Page | undefined)[] {
  return [0, 1, 2, 3].map((index) => pages[index]);
}

export function mergeIncluded(all: (Included | undefined)[]): Included {
  const merged: Included = {};
  for (const included of all) {
    for (const [entity, references] of Object.entries(included ?? {})) {
      merged[entity] = { ...merged[entity], ...references };
    }
  }
  return merged;
}

/** A list that grows page by page, for timelines of records and related lists. */
export function useGrowingList(plural: string, query: ListQuery, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...keys.lists(plural), "growing", query],
    queryFn: ({ pageParam }) =>
      api.records(plural).list(pageParam ? { ...query, cursor: pageParam } : query),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
    enabled,
  });
}
