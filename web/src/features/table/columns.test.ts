import type { Entity, Field } from "@rapport/sdk";
import { describe, expect, it } from "vitest";
import { arrange } from "./columns.ts";

const field = (name: string, more: Partial<Field> = {}): Field => ({ name, type: "text", label: name, ...more });

const contact = {
  name: "contact",
  plural: "contacts",
  title: "name",
  fields: [field("name"), field("phone"), field("national_id", { sensitive: true })],
  layout: { list: ["name"], board: null, sections: [] },
} as unknown as Entity;

describe("columns of a list", () => {
  it("are all fields but sensitive ones, whatever was arranged before", () => {
    const names = arrange(contact, [{ name: "national_id" }]).map(({ name }) => name);
    expect(names).toEqual(["name", "phone"]);
  });
});
