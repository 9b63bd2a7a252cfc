import type { Entity, Field } from "@rapport/sdk";
import { describe, expect, it } from "vitest";
import { isKey, targetsOf } from "./targets.ts";

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({ name, type, label: name, ...more });

const entity = {
  fields: [
    field("name", "text"),
    field("amount", "money"),
    field("address", "address"),
    field("region", "select", { custom: true }),
    field("code", "code", { readonly: true }),
    field("closed_at", "datetime", { readonly: true }),
    field("owner", "user", { system: true }),
    field("created_at", "datetime", { system: true }),
    field("weighted", "computed"),
  ],
} as Entity;

describe("targets of an import", () => {
  const targets = targetsOf(entity);

  it("are what may be written, with the parts of addresses and amounts", () => {
    expect(targets.map(({ path }) => path)).toEqual([
      "name",
      "amount",
      "amount_currency",
      "address.street",
      "address.city",
      "address.postal_code",
      "address.state",
      "address.country",
      "custom_fields.region",
      "code",
      "owner",
    ]);
  });

  it("serve as a key when they are plain values", () => {
    expect(targets.filter(isKey).map(({ path }) => path)).toEqual(["name", "custom_fields.region", "code"]);
  });
});
