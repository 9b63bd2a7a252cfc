/** Changing records inside cached lists and pages, for edits that show before the server answers. */
import type { One, Page, RecordData } from "@rapport/sdk";
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { keys } from "./keys.ts";

type Cached = Page | One | InfiniteData<Page> | number | undefined;
export type Snapshot = [QueryKey, unknown][];

/** Applies `change` to every cached copy of a record; answers what to put back if it fails. */
export function patchCached(
  client: QueryClient,
  plural: string,
  id: string,
  change: (record: RecordData) => RecordData,
): Snapshot {
  const filters = { queryKey: keys.entity(plural) };
  const before = client.getQueriesData(filters);
  client.setQueriesData<Cached>(filters, (cached) => patched(cached, id, change));
  return before;
}

export function putBack(client: QueryClient, snapshot: Snapshot): void {
  for (const [key, value] of snapshot) client.setQueryData(key, value);
}

function patched(cached: Cached, id: string, change: (record: RecordData) => RecordData): Cached {
  if (typeof cached !== "object") return cached;
  if ("pages" in cached) {
    return { ...cached, pages: cached.pages.map((page) => patchedPage(page, id, change)) };
  }
  if (!("data" in cached)) return cached;
  if (Array.isArray(cached.data)) return patchedPage(cached as Page, id, change);
  const one = cached as One;
  return one.data.id === id ? { ...one, data: change(one.data) } : one;
}

function patchedPage(page: Page, id: string, change: (record: RecordData) => RecordData): Page {
  if (!page.data.some((record) => record.id === id && !("kind" in record))) return page;
  return { ...page, data: page.data.map((record) => (record.id === id ? change(record) : record)) };
}
