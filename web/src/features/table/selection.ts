/** Which rows are chosen: some by id, or all that match the list's filter. */
import type { BulkTarget } from "@rapport/sdk";
import { useState } from "react";
import type { ListState } from "@/data/records.ts";

export interface Selection {
  isAll: boolean;
  count: number;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  set: (ids: readonly string[], isChosen: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
  target: () => BulkTarget;
}

export function useSelection(state: ListState, total: number): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [allOf, setAllOf] = useState<string | null>(null);
  const key = JSON.stringify(state);
  // All of another filter would be rows the person has not seen.
  const isAll = allOf === key;
  return {
    isAll,
    count: isAll ? total : ids.size,
    has: (id) => isAll || ids.has(id),
    toggle: (id) => {
      setAllOf(null);
      setIds((before) => withIds(isAll ? new Set() : before, [id], isAll || !before.has(id)));
    },
    set: (list, isChosen) => {
      setAllOf(null);
      setIds((before) => withIds(before, list, isChosen));
    },
    chooseAll: () => setAllOf(key),
    clear: () => {
      setAllOf(null);
      setIds(new Set());
    },
    target: () =>
      isAll
        ? { all: true, filter: state.filter ?? null, ...(state.search ? { search: state.search } : {}) }
        : { ids: [...ids] },
  };
}

function withIds(before: ReadonlySet<string>, list: readonly string[], isChosen: boolean) {
  const ids = new Set(before);
  for (const id of list) {
    if (isChosen) ids.add(id);
    else ids.delete(id);
  }
  return ids;
}
