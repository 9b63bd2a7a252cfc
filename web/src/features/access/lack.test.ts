import { expect, it } from "vitest";
import { lackOf } from "./lack.ts";

it.each([
  ["the user is not active", { kind: "inactive" }],
  ["the profile `Read only` may not delete deals", { kind: "delete", profile: "Read only" }],
  ["no default, ownership, role, rule or share reaches the record", { kind: "reach" }],
  ["nothing gives more than to see the record", { kind: "write" }],
  ["the moon is not full", null],
])("%s", (text, lack) => {
  expect(lackOf(text)).toEqual(lack);
});
