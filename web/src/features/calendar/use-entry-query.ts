import type { Entity, ListQuery } from "@rapport/sdk";
import { pathOf } from "@/data/meta.ts";
import { linkNames, type ListState } from "@/data/records.ts";
import { narrowed } from "@/features/filters/filter-tree.ts";
import type { Days } from "./days.ts";
import { type CalendarFields, entryFields, within } from "./entries.ts";

/** Most entries a calendar shows at once; it says so when there are more. */
export const SHOWN = 500;

/** What the list is asked for: the person's filter and search, in the days shown. */
export function useEntryQuery(entity: Entity, fields: CalendarFields, state: ListState, days: Days): ListQuery {
  const names = entryFields(entity, fields);
  return {
    ...state,
    filter: narrowed(state.filter ?? undefined, within(fields, days)),
    sort: pathOf(fields.start),
    limit: SHOWN,
    count: "exact",
    fields: names,
    include: linkNames(entity, names),
  };
}
