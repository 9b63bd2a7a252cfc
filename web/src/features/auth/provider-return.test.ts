import { expect, it } from "vitest";
import { readReturn } from "./provider-return.ts";

it("reads what a provider's way back asks for", () => {
  const hash = "#mfa=mf%5F1&methods=totp,recovery,smoke&setup_required=false&next=%2Frecords%2Fdeals%3Fq%3Da";
  expect(readReturn(hash)).toEqual({
    factor: { token: "mf_1", methods: ["totp", "recovery"], setup_required: false },
    next: "/records/deals?q=a",
  });
});

it("finds nothing in an ordinary address", () => {
  expect(readReturn("")).toBeNull();
  expect(readReturn("#content")).toBeNull();
});
