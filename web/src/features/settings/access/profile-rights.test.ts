import type { EntityRights } from "@rapport/sdk";
import { describe, expect, it } from "vitest";
import { changesOf, type Draft, restrictions, rightsOf, toggle, withAction, withField, withRights } from "./profile-rights.ts";

const all: EntityRights = { create: true, read: true, update: true, delete: true, export: true, import: true, bulk: true };
const none: EntityRights = { create: false, read: false, update: false, delete: false, export: false, import: false, bulk: false };

function draft(part: Partial<Draft> = {}): Draft {
  return { name: "Sales", administrator: false, own_records_only: false, permissions: { deals: all }, other: none, settings: {}, ...part };
}

describe("rights of a profile", () => {
  it("follow the others where an entity is not named", () => {
    expect(rightsOf(draft(), "deals")).toBe(all);
    expect(rightsOf(draft(), "tickets")).toBe(none);
  });

  it("lose what needs reading when reading goes", () => {
    expect(toggle(all, "read", false)).toEqual({ ...none, create: true, import: true });
  });

  it("gain reading with what needs it", () => {
    expect(toggle(none, "update", true)).toEqual({ ...none, read: true, update: true });
    expect(toggle(none, "create", true)).toEqual({ ...none, create: true });
  });

  it("count what is taken away", () => {
    const rights = withAction(withField(withField(all, "amount", "hidden"), "name", "edit"), "win", false);
    expect(restrictions(rights)).toBe(2);
  });

  it("send only the entities that changed", () => {
    const next = withRights(draft({ permissions: { deals: all, leads: all } }), "deals", none);
    expect(changesOf(next, draft({ permissions: { deals: all, leads: all } }))).toEqual({ permissions: { deals: none } });
    expect(changesOf(draft(), draft())).toEqual({});
    expect(changesOf(draft({ name: "Support" }), draft())).toEqual({ name: "Support" });
  });
});
