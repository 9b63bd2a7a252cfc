import type { Role } from "@rapport/sdk";
import { expect, it } from "vitest";
import { childrenOf, inOrder, isBelow } from "./role-order.ts";

const role = (id: string, parent: string | null): Role => ({ id, name: id.toUpperCase(), parent, share_with_peers: false });
const roles = [role("rep", "lead"), role("boss", null), role("lead", "boss"), role("agent", "boss")];

it("lists the tree from the top, by name", () => {
  expect(inOrder(roles).map(({ role: { id }, depth }) => `${depth}${id}`)).toEqual(["0boss", "1agent", "1lead", "2rep"]);
});

it("shows a role at the top whose parent is not there", () => {
  expect(childrenOf([role("lost", "gone")], null).map(({ id }) => id)).toEqual(["lost"]);
});

it("knows who stands below whom", () => {
  expect(isBelow(roles, "rep", "boss")).toBe(true);
  expect(isBelow(roles, "lead", "lead")).toBe(true);
  expect(isBelow(roles, "boss", "rep")).toBe(false);
  expect(isBelow([role("a", "b"), role("b", "a")], "a", "x")).toBe(false);
});
