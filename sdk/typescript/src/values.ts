/** What all records have, and the values that are more than a word or a number. */

export interface BaseRecord {
  id: string;
  /** The number within the entity; `code` is made of it where there is one. */
  seq: number;
  code?: string | null;
  owner: string | null;
  source: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  version: number;
  deleted_at: string | null;
  custom_fields: Record<string, unknown>;
}

/** What one writes of a record: anything but what the server keeps itself. */
export type Input<T extends BaseRecord> = Partial<
  Omit<T, Exclude<keyof BaseRecord, "owner" | "code" | "custom_fields">>
>;

/** A link that may point to records of several entities. */
export interface AnyLink {
  entity: string;
  id: string;
}

export interface Address {
  street?: string | null;
  postal_code?: string | null;
  city?: string | null;
  state?: string | null;
  country?: string | null;
}

/** One line of an estimate, order or invoice. */
export interface Line {
  description?: string | null;
  quantity?: number | null;
  unit_price?: number | null;
  [part: string]: unknown;
}
