/** Writing records: shown at once, put back when the server refuses, undone from a toast. */
import type { BulkRequest, Entity, RecordData } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { patchCached, putBack } from "./cache.ts";
import { keys } from "./keys.ts";
import { useUndoToast } from "./undo.tsx";
import { withChanges } from "./values.ts";

export interface Edit {
  id: string;
  changes: Record<string, unknown>;
  /** The version the change is based on; left out, the change wins over newer ones. */
  version?: number | undefined;
}

export function useUpdate(entity: Entity) {
  const client = useQueryClient();
  const { plural } = entity;
  return useMutation({
    mutationFn: ({ id, changes, version }: Edit) =>
      api.records(plural).update(id, changes, { version }),
    onMutate: async ({ id, changes }) => {
      await client.cancelQueries({ queryKey: keys.entity(plural) });
      return patchCached(client, plural, id, (record) => withChanges(record, changes));
    },
    onError: (_error, _edit, snapshot) => {
      if (snapshot) putBack(client, snapshot);
    },
    onSuccess: ({ data }, { id }) => {
      patchCached(client, plural, id, (record) => ({ ...record, ...data }));
    },
    onSettled: (_answer, _error, { id }) => refreshAround(client, plural, id),
  });
}

export function useCreate(entity: Entity) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      api.records(entity.plural).create(values, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => refresh(entity.plural),
  });
}

export function useDelete(entity: Entity) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const offerUndo = useUndoToast();
  return useMutation({
    mutationFn: (record: RecordData) => api.records(entity.plural).delete(record.id),
    onSuccess: ({ operation }) => {
      refresh(entity.plural);
      offerUndo(t("undo.deleted", { count: 1, label: entity.label }), operation);
    },
  });
}

export function useRestore(entity: Entity) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => api.records(entity.plural).restore(id),
    onSuccess: () => refresh(entity.plural),
  });
}

export function useAction(entity: Entity) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (call: { id: string; name: string; input: Record<string, unknown> }) =>
      api.records(entity.plural).action(call.id, call.name, call.input),
    onSuccess: () => refresh(),
  });
}

export function useBulk(entity: Entity) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (request: BulkRequest) => api.records(entity.plural).bulk(request),
    onSuccess: () => refresh(entity.plural),
  });
}

/** Marks what is cached of an entity, or of all, as out of date. */
export function useRefresh(): (plural?: string) => void {
  const client = useQueryClient();
  return (plural) =>
    void client.invalidateQueries({ queryKey: plural ? keys.entity(plural) : ["records"] });
}

/** After one edit only what depends on it is asked for again: not each page of a long list. */
function refreshAround(client: ReturnType<typeof useQueryClient>, plural: string, id: string): void {
  for (const part of ["count", "aggregate", "timeline", "history"]) {
    void client.invalidateQueries({ queryKey: ["records", plural, part] });
  }
  void client.invalidateQueries({ queryKey: keys.record(plural, id) });
  void client.invalidateQueries({ queryKey: keys.lists(plural), refetchType: "none" });
}
