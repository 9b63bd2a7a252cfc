/** Turns typed queries into URL parameters. */
import type { AggregateQuery, AuditQuery, ListQuery } from "./types.ts";

type Scalar = string | number | boolean;
export type Params = Record<string, Scalar | null | undefined>;

export function queryString(params: Params): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

export function listParams(query: ListQuery): Params {
  const { filter, fields, include, ...rest } = query;
  return {
    ...rest,
    filter: filter ? JSON.stringify(filter) : undefined,
    fields: fields?.join(","),
    include: include?.join(","),
  };
}

export function aggregateParams(query: AggregateQuery): Params {
  return {
    search: query.search,
    filter: query.filter ? JSON.stringify(query.filter) : undefined,
    group: query.group?.join(","),
    metrics: query.metrics?.join(","),
  };
}

export function auditParams(query: AuditQuery): Params {
  return { ...query };
}
