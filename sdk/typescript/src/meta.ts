/** The shape of `GET /meta`: what entities exist and how they look. */

export type FieldType =
  | "text"
  | "long_text"
  | "rich_text"
  | "integer"
  | "decimal"
  | "money"
  | "boolean"
  | "date"
  | "datetime"
  | "email"
  | "phone"
  | "url"
  | "select"
  | "multi_select"
  | "tags"
  | "link"
  | "user"
  | "state"
  | "address"
  | "json"
  | "lines"
  | "code"
  | "computed";

export type Operator =
  | "eq"
  | "ne"
  | "in"
  | "nin"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "between"
  | "contains"
  | "starts_with"
  | "ends_with"
  | "empty"
  | "has"
  | "has_any"
  | "has_all"
  | "within";

export interface Option {
  value: string;
  label: string;
  color?: string | null;
}

export interface Field {
  name: string;
  type: FieldType;
  label: string;
  help?: string | null;
  required?: boolean;
  readonly?: boolean;
  unique?: boolean;
  /** Answered only where it is named in `fields`; each such answer is in the audit trail. */
  sensitive?: boolean;
  default?: unknown;
  search?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  groupable?: boolean;
  operators?: Operator[];
  options?: Option[] | null;
  to?: string[] | null;
  scale?: number | null;
  max_length?: number | null;
  min?: number | null;
  max?: number | null;
  section?: string | null;
  /** Of a computed field: the type of its value. */
  result?: FieldType;
  custom?: boolean;
  computed?: boolean;
  system?: boolean;
}

export interface StateDef {
  name: string;
  label: string;
  color?: string | null;
  kind: "open" | "won" | "lost" | "done";
  probability?: number | null;
}

export interface StateMachine {
  initial: string;
  states: StateDef[];
  steps?: Record<string, string[]> | null;
  require?: Record<string, string[]> | null;
  /** The linked record that chooses among the states, with their labels and probabilities. */
  chosen_by?: { link: string; states: string; settings?: string | null } | null;
}

export interface Action {
  name: string;
  label: string;
  icon?: string | null;
  on: "record" | "collection";
  input?: Field[] | null;
  permission?: string | null;
  when?: Record<string, string[]> | null;
}

export interface Section {
  name: string;
  label: string;
  fields: string[];
}

export interface Layout {
  list: string[];
  board?: { state: string; card: string[]; sum?: string | null } | null;
  /** Date or date-time fields, and the state or select whose colour an entry takes. */
  calendar?: { start: string; end?: string | null; color?: string | null } | null;
  sections: Section[];
}

export interface Permissions {
  create: boolean;
  read: boolean;
  update: boolean;
  delete: boolean;
  import: boolean;
  export: boolean;
}

export type ActivityKind = "note" | "task" | "call" | "meeting";

export interface Entity {
  name: string;
  plural: string;
  label: string;
  label_plural: string;
  icon?: string | null;
  group?: string | null;
  module?: string | null;
  custom?: boolean;
  description?: string | null;
  title: string;
  owner?: boolean | string | null;
  activity?: ActivityKind | boolean | null;
  /** Belongs to the records of another entity: not in the navigation. */
  child?: boolean;
  fields: Field[];
  states?: Record<string, StateMachine> | null;
  actions?: Action[] | null;
  layout: Layout;
  permissions: Permissions;
}

export interface Meta {
  version: string | number;
  entities: Entity[];
  currencies: string[];
}

export type FieldInput = Partial<Omit<Field, "type">> & { label: string; type: FieldType };

export interface EntityInput {
  name?: string;
  label: string;
  label_plural?: string;
  icon?: string;
  fields: FieldInput[];
}
