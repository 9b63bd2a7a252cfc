/** A field as it is being written in the dialog, and as the API takes it. */
import type { Entity, Field, FieldInput, FieldType, Option } from "@rapport/sdk";

/** Types a person can choose for a field of their own. */
export const TYPES = [
  "text", "long_text", "rich_text", "integer", "decimal", "money", "boolean", "date", "datetime", "email",
  "phone", "url", "select", "multi_select", "tags", "link", "user", "address",
] as const satisfies readonly FieldType[];

export const COLORS = ["gray", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"] as const;

export interface FieldDraft {
  label: string;
  type: FieldType;
  help: string;
  required: boolean;
  sensitive: boolean;
  options: Option[];
  to: string[];
  min: number | null;
  max: number | null;
  scale: number | null;
  max_length: number | null;
}

export function draftOf(field: Field | undefined): FieldDraft {
  return {
    label: field?.label ?? "",
    type: field?.type ?? "text",
    help: field?.help ?? "",
    required: field?.required ?? false,
    sensitive: field?.sensitive ?? false,
    options: field?.options ?? [],
    to: field?.to ?? [],
    min: field?.min ?? null,
    max: field?.max ?? null,
    scale: field?.scale ?? null,
    max_length: field?.max_length ?? null,
  };
}

export const hasOptions = (type: FieldType) => type === "select" || type === "multi_select";
export const hasRange = (type: FieldType) => type === "integer" || type === "decimal" || type === "money";
export const hasLength = (type: FieldType) => type === "text";
export const canBeSensitive = (type: FieldType) => type !== "link" && type !== "user";

/** What a type has no use for is left out; what was emptied is sent as null when a field is changed. */
export function inputOf(draft: FieldDraft, isNew: boolean): FieldInput {
  const { type } = draft;
  const set = <K extends keyof FieldInput>(name: K, value: FieldInput[K] | null) =>
    value === null && isNew ? {} : { [name]: value };
  return {
    label: draft.label.trim(),
    type,
    required: draft.required,
    ...(canBeSensitive(type) && (draft.sensitive || !isNew) ? { sensitive: draft.sensitive } : {}),
    ...set("help", draft.help.trim() || null),
    ...(hasOptions(type) ? { options: namedOptions(draft.options) } : {}),
    ...(hasRange(type) ? { ...set("min", draft.min), ...set("max", draft.max) } : {}),
    ...(hasLength(type) ? set("max_length", draft.max_length) : {}),
    ...(isNew && type === "decimal" ? set("scale", draft.scale) : {}),
    ...(isNew && type === "link" ? { to: draft.to } : {}),
  };
}

/** New choices get a value made from their label; those that exist keep theirs, as records hold it. */
function namedOptions(options: Option[]): Option[] {
  const taken = new Set(options.map(({ value }) => value).filter(Boolean));
  return options
    .filter(({ label }) => label.trim())
    .map(({ value, label, color }) => {
      const name = value || free(slug(label), taken);
      taken.add(name);
      return { value: name, label: label.trim(), ...(color ? { color } : {}) };
    });
}

function slug(label: string): string {
  const plain = label.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(name) ? name : `choice${name ? `_${name}` : ""}`;
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let at = 2; ; at += 1) if (!taken.has(`${name}_${at}`)) return `${name}_${at}`;
}

/** Fields an administrator may change: custom ones, and those of a custom object. */
export function isOwn(entity: Entity, field: Field): boolean {
  return !field.system && Boolean(field.custom || entity.custom);
}

/** The fields a custom object was made with, to be sent again with one of them changed or left out. */
export function ownFields(entity: Entity): FieldInput[] {
  return entity.fields.filter((field) => !field.system && !field.custom).map(resent);
}

function resent(field: Field): FieldInput {
  const keep = ["help", "options", "to", "scale", "max_length", "min", "max", "default"] as const;
  const rest = Object.fromEntries(keep.flatMap((key) => (field[key] == null ? [] : [[key, field[key]]])));
  const sensitive = field.sensitive ? { sensitive: true } : {};
  return { name: field.name, label: field.label, type: field.type, required: field.required ?? false, ...sensitive, ...rest };
}
