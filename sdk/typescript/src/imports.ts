/** The shapes of an import, from the uploaded file to its undo. */
import type { Change } from "./types.ts";

export type ImportState =
  | "draft"
  | "checking"
  | "checked"
  | "running"
  | "done"
  | "failed"
  | "undoing"
  | "undone";

export type DateOrder = "dmy" | "mdy" | "ymd";

export interface ImportColumn {
  index: number;
  header: string;
  samples: string[];
  field?: string | null;
  confidence?: number | null;
  date_order?: DateOrder | null;
}

export interface ImportMapping {
  column: number;
  field: string | null;
}

export interface ImportSummary {
  new: number;
  changed: number;
  unchanged: number;
  rejected: number;
  links_created?: number;
}

export interface Import {
  id: string;
  entity: string;
  state: ImportState;
  file: { name: string; format: string; encoding?: string; delimiter?: string; rows: number };
  columns: ImportColumn[];
  mapping: ImportMapping[];
  mode: "create" | "update" | "upsert";
  key?: string | null;
  create_links: boolean;
  date_order?: DateOrder | null;
  progress?: { done: number; total: number } | null;
  summary?: ImportSummary | null;
  error?: string | null;
  created_at: string;
  operation?: string | null;
}

export type ImportChange = Partial<
  Pick<Import, "mapping" | "mode" | "key" | "date_order" | "create_links">
> & { delimiter?: string; encoding?: string };

export interface ImportRow {
  row: number;
  status: "new" | "changed" | "unchanged" | "rejected";
  title?: string | null;
  errors?: { column?: string | number | null; field?: string | null; message: string }[];
  changes?: Change[] | Record<string, unknown>;
}
