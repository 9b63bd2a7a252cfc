/** Everything the API sends and takes besides the meta description. */
import type { SettingsRight } from "./access.ts";
import type { Operator } from "./meta.ts";

/** A record of any entity. What it holds beyond these fields is told by the meta description. */
export interface RecordData {
  id: string;
  version?: number;
  code?: string | null;
  deleted_at?: string | null;
  [field: string]: unknown;
}

export interface Reference {
  id: string;
  entity: string;
  title: string;
  code?: string | null;
}

/** Titles of linked records, keyed by entity and then by id. */
export type Included = Record<string, Record<string, Reference>>;

export interface Pagination {
  limit: number;
  has_more: boolean;
  next_cursor?: string | null;
  total?: number;
  total_capped?: boolean;
  page?: number;
  total_pages?: number;
}

export interface Page<T = RecordData> {
  data: T[];
  pagination: Pagination;
  included?: Included;
}

export interface One<T = RecordData> {
  data: T;
  included?: Included;
}

export interface Written<T = RecordData> extends One<T> {
  operation: string;
}

export interface Condition {
  field: string;
  op: Operator;
  value: unknown;
}

export type Filter = Condition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

export interface Selection {
  filter?: Filter | null;
  search?: string;
}

export interface ListQuery extends Selection {
  sort?: string;
  limit?: number;
  offset?: number;
  cursor?: string;
  page?: number;
  count?: "none" | "capped" | "exact";
  fields?: string[];
  include?: string[];
  deleted?: "no" | "only" | "any";
}

export interface AggregateQuery extends Selection {
  group?: string[];
  metrics?: string[];
}

export type AggregateRow = Record<string, unknown> & { count?: number };

export type BulkTarget = { ids: string[] } | { filter?: Filter | null; search?: string; all?: true };

export type BulkRequest = BulkTarget & {
  action: string;
  set?: Record<string, unknown>;
  input?: Record<string, unknown>;
};

export interface BulkResult {
  matched: number;
  changed: number;
  failed: { id: string; code: string; message: string }[];
}

/** A bulk request ends at once with a result, or becomes a job when it is large. */
export type BulkAnswer =
  | { data: BulkResult; operation: string }
  | { data: { job: string }; operation?: undefined };

export interface Job {
  id: string;
  kind: string;
  status: "queued" | "running" | "done" | "failed";
  done: number;
  total: number;
  result?: unknown;
  operation?: string | null;
  error?: string | null;
}

export interface Change {
  field: string;
  label: string;
  /** The values are not told. */
  sensitive?: boolean;
  old: unknown;
  new: unknown;
}

export interface Actor {
  id: string | null;
  name: string;
}

export interface AuditEntry {
  id: string;
  operation: string;
  /** `change` of a record, or what else is told: `sign_in`, `export`, `permission`, ... */
  kind: string;
  entity: string;
  /** Nothing, when the entry is about no single record. */
  record: string | null;
  title: string;
  action: string;
  at: string;
  actor: Actor;
  /** Who really sat there, when somebody acted in the actor's name. */
  behind?: Actor | null;
  source?: string | null;
  changes: Change[];
  /** Titles of the records and users that the changes name. */
  included?: Included;
  undone: boolean;
  /** Title and changes were erased. */
  erased?: boolean;
}

export interface AuditProblem {
  kind: "edited" | "deleted" | "moved" | "inserted" | "cut" | "rewritten" | "emptied";
  sequence: number | null;
  entry: string | null;
  message: string;
}

/** The last place of the audit trail's chain, and the last verification. */
export interface AuditHead {
  sequence: number;
  hash: string | null;
  at: string | null;
  verified: {
    sequence: number;
    hash: string | null;
    entries: number;
    erased: number;
    found: number;
    problems: AuditProblem[];
    at: string;
  } | null;
}

export interface AuditQuery {
  /** One kind, or several with commas between. */
  kind?: string;
  entity?: string;
  record?: string;
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: number;
}

export interface UndoResult {
  undone: number | boolean;
  conflicts: { entity: string; record: string; field: string; message: string }[];
}

export type TimelineKind = "change" | "note" | "task" | "call" | "meeting";

export interface TimelineItem {
  id: string;
  kind: TimelineKind;
  at: string;
  actor?: Actor | null;
  action?: string | null;
  changes?: Change[] | null;
  /** Titles of the records and users that the changes name. */
  included?: Included;
  record?: RecordData | null;
}

export interface StateStep {
  from: string | null;
  to: string;
  at: string;
  actor?: Actor | null;
  seconds: number | null;
}

export interface SearchHit {
  entity: string;
  id: string;
  title: string;
  subtitle?: string | null;
  code?: string | null;
}

export interface User {
  id: string;
  name: string;
  email: string;
  profile: { id: string; name: string; administrator: boolean };
  role: { id: string; name: string } | null;
  teams?: { id: string; name: string }[];
  locale?: string | null;
  time_zone?: string | null;
  active: boolean;
  /** After too many failed sign-ins; told to who may unlock. */
  locked_until?: string | null;
}

export interface Tenant {
  id: string;
  name: string;
  slug: string;
  currency: string;
  time_zone: string;
  locale: string;
}

export type Preferences = Record<string, unknown>;

export interface Me {
  user: User;
  tenant: Tenant;
  preferences: Preferences;
  access: { administrator: boolean; settings: SettingsRight[] };
  /** Whether the address is proven to be this person's. */
  email_verified: boolean;
  /** Who acts in this person's name. */
  impersonator?: { id: string; name: string } | null;
}

export interface Setup {
  needs_setup: boolean;
  signup: "open" | "first" | "closed";
  version: string;
  database: "sqlite" | "postgres";
  /** Whether letters can be sent: without it, forgotten passwords need an administrator. */
  mail: boolean;
}

export interface SessionData {
  access_token: string;
  expires_in: number;
  refresh_token?: string | null;
  user: User;
  tenant: Tenant;
  /** Told once, when signing in set up the authenticator app. */
  recovery_codes?: string[];
}

/** The password was right; something else must follow. */
export interface SecondFactor {
  token: string;
  methods: ("totp" | "recovery" | "passkey")[];
  /** The company demands a second factor, and this person has none yet. */
  setup_required?: boolean;
  /** Seconds until the token ends. */
  expires_in?: number;
}

export type SignInResult = { session: SessionData } | { mfa: SecondFactor };

export interface Founding {
  company: string;
  name: string;
  email: string;
  password: string;
  currency?: string;
  time_zone?: string;
  locale?: string;
}

export interface Invitation {
  id: string;
  email: string;
  name: string;
  link?: string;
  expires_at: string;
}

/** What the holder of an invitation link may see before accepting it. */
export interface InvitationInfo {
  email?: string;
  name?: string;
  tenant?: { name: string } | string;
  company?: string;
  invited_by?: { name: string } | string;
}
