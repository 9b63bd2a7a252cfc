/** One entry per field type: the only place that tells types apart. */
import type { Field, FieldType } from "@rapport/sdk";
import { addressKind } from "./address.tsx";
import { booleanKind } from "./boolean.tsx";
import { multiSelectKind, selectKind, tagsKind } from "./choice.tsx";
import { dateKind, dateTimeKind } from "./date.tsx";
import { linesKind } from "./lines.tsx";
import { linkKind } from "./link.tsx";
import { jsonKind, longTextKind, richTextKind } from "./long-text.tsx";
import { moneyKind, numberKind } from "./number.tsx";
import { codeKind, contactKind, textKind } from "./text.tsx";
import type { FieldKind } from "./types.ts";
import { userKind } from "./user.tsx";

const KINDS: Record<FieldType, FieldKind> = {
  text: textKind,
  long_text: longTextKind,
  rich_text: richTextKind,
  integer: numberKind,
  decimal: numberKind,
  money: moneyKind,
  boolean: booleanKind,
  date: dateKind,
  datetime: dateTimeKind,
  email: contactKind,
  phone: contactKind,
  url: contactKind,
  select: selectKind,
  multi_select: multiSelectKind,
  tags: tagsKind,
  link: linkKind,
  user: userKind,
  state: selectKind,
  address: addressKind,
  json: jsonKind,
  lines: linesKind,
  code: codeKind,
  computed: textKind,
};

/** How to show and edit a field. A type this version does not know is shown as text. */
export function kindOf(field: Field): FieldKind {
  const type = field.type === "computed" ? (field.result ?? "computed") : field.type;
  return KINDS[type] ?? textKind;
}

export function isEditable(field: Field): boolean {
  return !field.readonly && !field.computed && !field.system && field.type !== "computed";
}
