/** Where a column of a file may go: fields, parts of addresses, currencies of amounts. */
import type { Entity, Field } from "@rapport/sdk";
import { pathOf } from "@/data/meta.ts";

export const ADDRESS_PARTS = ["street", "city", "postal_code", "state", "country"] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

export interface Target {
  /** As it stands in a mapping. */
  path: string;
  field: Field;
  part?: AddressPart | "currency";
}

/** The same choice the server makes: what a person may write, the owner, and the code of records that have one. */
export function targetsOf(entity: Entity): Target[] {
  return entity.fields.filter(isImportable).flatMap((field): Target[] => {
    const path = pathOf(field);
    if (field.type === "address") {
      return ADDRESS_PARTS.map((part) => ({ path: `${path}.${part}`, field, part }));
    }
    if (field.type === "money") {
      return [{ path, field }, { path: `${path}_currency`, field, part: "currency" }];
    }
    return [{ path, field }];
  });
}

function isImportable(field: Field): boolean {
  if (field.computed || field.type === "computed" || field.type === "lines") return false;
  if (field.readonly && field.name !== "code") return false;
  return !field.system || field.name === "owner";
}

const KEY_TYPES = new Set(["text", "email", "phone", "url", "code", "integer", "date", "select"]);

/** Targets that can tell which record a row is about. */
export function isKey({ field, part }: Target): boolean {
  return !part && KEY_TYPES.has(field.type);
}
