/** What a board shows: cards by state, and how many and how much each column holds. */
import type { AggregateRow, Entity, Included, Page, RecordData, StateDef, StateMachine } from "@rapport/sdk";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { fieldOf } from "@/data/meta.ts";
import { linkNames, type ListState, mergeIncluded } from "@/data/records.ts";
import { narrowed } from "@/features/filters/filter-tree.ts";

/** Cards a column starts with, and how many "show more" adds. */
const STEP = 30;

export interface BoardColumn {
  state: StateDef;
  records: RecordData[];
  count: number | undefined;
  /** One amount per currency. */
  sums: { amount: number; currency: string | null }[];
  isLoading: boolean;
}

export interface BoardData {
  /** The state field. */
  name: string;
  machine: StateMachine;
  columns: BoardColumn[];
  included: Included;
  error: Error | null;
  find: (id: string) => RecordData | undefined;
  more: (state: string) => void;
  retry: () => void;
}

export function useBoard(entity: Entity, state: ListState): BoardData {
  const layout = entity.layout.board;
  const name = layout?.state ?? "";
  const machine = entity.states?.[name] ?? { initial: "", states: [] };
  const [sizes, setSizes] = useState<Record<string, number>>({});
  const fields = cardFields(entity);
  const { plural } = entity;
  const queries = useQueries({
    queries: machine.states.map((one) => {
      const filter = narrowed(state.filter ?? undefined, { field: name, op: "eq", value: one.name });
      const query = {
        ...state,
        filter,
        sort: state.sort ?? "-updated_at",
        limit: sizes[one.name] ?? STEP,
        fields,
        include: linkNames(entity, fields),
      };
      return {
        queryKey: keys.list(plural, query),
        queryFn: () => api.records(plural).list(query),
        placeholderData: (before: Page | undefined) => before,
      };
    }),
  });
  const totals = useTotals(entity, state, name);
  const records = queries.flatMap((query) => query.data?.data ?? []);
  // A card that was just moved still comes from its old column's page: its own state says where it belongs.
  const seen = new Map(records.map((record) => [record.id, record]));
  const all = [...seen.values()];
  const failed = queries.find((query) => query.error) ?? (totals.error ? totals : undefined);
  return {
    name,
    machine,
    columns: machine.states.map((one, at) => ({
      state: one,
      records: all.filter((record) => record[name] === one.name),
      ...totalOf(totals.data, name, one.name, layout?.sum ?? null),
      isLoading: queries[at]?.isPending ?? false,
    })),
    included: mergeIncluded(queries.map((query) => query.data?.included)),
    error: failed?.error ?? null,
    find: (id) => seen.get(id),
    more: (column) => setSizes((before) => ({ ...before, [column]: (before[column] ?? STEP) + STEP })),
    retry: () => void failed?.refetch(),
  };
}

function cardFields(entity: Entity): string[] {
  const { board } = entity.layout;
  const names = ["id", entity.title, "version", "owner", board?.state, board?.sum, ...(board?.card ?? [])];
  const known = names.filter((name): name is string => Boolean(name && fieldOf(entity, name)));
  return [...new Set(known)];
}

function useTotals(entity: Entity, state: ListState, name: string) {
  const { plural, layout } = entity;
  const query = {
    filter: state.filter ?? null,
    ...(state.search ? { search: state.search } : {}),
    group: [name],
    metrics: layout.board?.sum ? ["count", `sum:${layout.board.sum}`] : ["count"],
  };
  return useQuery({
    queryKey: keys.aggregate(plural, query),
    queryFn: async () => (await api.records(plural).aggregate(query)).data,
    placeholderData: (before) => before,
  });
}

function totalOf(rows: AggregateRow[] | undefined, name: string, state: string, sum: string | null) {
  const own = rows?.filter((row) => row[name] === state) ?? [];
  return {
    count: rows && own.reduce((count, row) => count + (row.count ?? 0), 0),
    sums: own.flatMap((row) => {
      const amount = sum ? row[`sum_${sum}`] : null;
      const currency = sum ? row[`${sum}_currency`] : null;
      return typeof amount === "number" ? [{ amount, currency: typeof currency === "string" ? currency : null }] : [];
    }),
  };
}
