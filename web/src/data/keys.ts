/** Names in the query cache. All keys of one entity begin with `["records", plural]`. */
import type { ListQuery, Selection } from "@rapport/sdk";

export const keys = {
  setup: ["setup"] as const,
  me: ["me"] as const,
  meta: ["meta"] as const,
  users: ["users"] as const,
  profiles: ["access", "profiles"] as const,
  roles: ["access", "roles"] as const,
  teams: ["access", "teams"] as const,
  sharing: ["access", "sharing"] as const,
  account: (part: string) => ["account", part] as const,
  entity: (plural: string) => ["records", plural] as const,
  lists: (plural: string) => ["records", plural, "list"] as const,
  list: (plural: string, query: ListQuery) => ["records", plural, "list", query] as const,
  count: (plural: string, query: Selection & { deleted?: string }) =>
    ["records", plural, "count", query] as const,
  aggregate: (plural: string, query: unknown) => ["records", plural, "aggregate", query] as const,
  record: (plural: string, id: string) => ["records", plural, "one", id] as const,
  timeline: (plural: string, id: string, kinds: readonly string[]) =>
    ["records", plural, "timeline", id, kinds] as const,
  history: (plural: string, id: string, field: string) =>
    ["records", plural, "history", id, field] as const,
  access: (plural: string, id: string, part: string) => ["records", plural, "access", id, part] as const,
  search: (q: string, entities: readonly string[]) => ["search", q, entities] as const,
  job: (id: string) => ["job", id] as const,
};
