/** One aggregate request per figure, cached with the records of its entity. */
import type { AggregateQuery, AggregateRow } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";

export function useAggregate(plural: string, query: AggregateQuery, enabled = true) {
  return useQuery({
    queryKey: keys.aggregate(plural, query),
    queryFn: async () => (await api.records(plural).aggregate(query)).data,
    enabled,
  });
}

export interface Amount {
  amount: number;
  currency: string | null;
}

/** The sums of a money field, one per currency, largest first. */
export function amounts(rows: AggregateRow[] | undefined, field: string): Amount[] {
  const sums = new Map<string | null, number>();
  for (const row of rows ?? []) {
    const sum = row[`sum_${field}`];
    const currency = row[`${field}_currency`];
    if (typeof sum !== "number") continue;
    const key = typeof currency === "string" ? currency : null;
    sums.set(key, (sums.get(key) ?? 0) + sum);
  }
  return [...sums].map(([currency, amount]) => ({ amount, currency })).toSorted((one, two) => two.amount - one.amount);
}

export function total(rows: AggregateRow[] | undefined): number {
  return (rows ?? []).reduce((sum, row) => sum + (row.count ?? 0), 0);
}
