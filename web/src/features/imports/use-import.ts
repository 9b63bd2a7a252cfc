/** One import and all of them, asked about while they work. */
import type { Import, ImportChange } from "@rapport/sdk";
import { useIsMutating, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "@/app/api.ts";
import { useRefresh } from "@/data/mutations.ts";

const EVERY_MS = 500;

export const importKeys = {
  all: ["imports"] as const,
  list: (limit: number) => ["imports", "list", limit] as const,
  one: (id: string) => ["imports", "one", id] as const,
  rows: (id: string, state: string, status: string) => ["imports", "rows", id, state, status] as const,
};

const WORKING = new Set<Import["state"]>(["checking", "running", "undoing"]);

export function isWorking(item: Import | undefined): boolean {
  return item !== undefined && WORKING.has(item.state);
}

export function useImport(id: string) {
  const refresh = useRefresh();
  const query = useQuery({
    queryKey: importKeys.one(id),
    queryFn: () => api.imports.get(id),
    refetchInterval: ({ state }) => (isWorking(state.data) ? EVERY_MS : false),
  });
  const state = query.data?.state;
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    // Records have come or gone: lists and counts must be asked for again.
    if ((was === "running" || was === "undoing") && state !== was) refresh();
    // oxlint-disable-next-line react/exhaustive-deps -- when the state changes, and only then
  }, [state]);
  return query;
}

export function useImports(limit: number) {
  return useQuery({
    queryKey: importKeys.list(limit),
    queryFn: () => api.imports.list(limit),
    refetchInterval: ({ state }) => (state.data?.some(isWorking) ? EVERY_MS * 2 : false),
  });
}

/** Changes settings: shown at once, one request after the other, the last answer wins. */
export function useChangeImport(id: string) {
  const client = useQueryClient();
  const key = ["imports", "change", id];
  const pending = useIsMutating({ mutationKey: key });
  const change = useMutation({
    mutationKey: key,
    scope: { id: `import-${id}` },
    mutationFn: (changes: ImportChange) => api.imports.update(id, changes),
    onMutate: async ({ delimiter: _delimiter, encoding: _encoding, ...changes }) => {
      await client.cancelQueries({ queryKey: importKeys.one(id) });
      client.setQueryData<Import>(importKeys.one(id), (old) => old && { ...old, ...changes });
    },
    onSuccess: (item) => {
      if (client.isMutating({ mutationKey: key }) === 1) client.setQueryData(importKeys.one(id), item);
    },
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(id) }),
  });
  return { change: change.mutate, error: change.error, isPending: pending > 0 };
}

export type ImportStep = "check" | "run" | "undo";

/** Starts the next long step. */
export function useImportStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: (step: ImportStep) => api.imports[step](id),
    onSuccess: async (item) => {
      await client.cancelQueries({ queryKey: importKeys.one(id) });
      client.setQueryData(importKeys.one(id), item);
      void client.invalidateQueries({ queryKey: ["imports", "list"] });
    },
  });
}
