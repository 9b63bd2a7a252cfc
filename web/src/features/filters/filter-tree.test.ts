import { describe, expect, it } from "vitest";
import { countConditions, narrowed, readFilter, toFilter, toGroup } from "./filter-tree.ts";
import { nextSort, readListSearch } from "./search-params.ts";

const won = { field: "stage", op: "eq", value: "won" } as const;
const large = { field: "amount", op: "gte", value: 1000 } as const;
const soon = { field: "close_date", op: "within", value: "this_month" } as const;

describe("filter trees", () => {
  it("come back from the editor as they went in", () => {
    const filter = { and: [won, { or: [large, soon] }] };
    expect(toFilter(toGroup(filter))).toEqual(filter);
    expect(countConditions(toGroup(filter))).toBe(3);
  });

  it("are as short as they can be", () => {
    expect(toFilter({ join: "or", items: [won] })).toEqual(won);
    expect(toFilter({ join: "and", items: [{ join: "or", items: [] }, won] })).toEqual(won);
    expect(toFilter({ join: "and", items: [] })).toBeUndefined();
  });

  it("read from an address keep what is understood", () => {
    expect(readFilter({ and: [won, { nonsense: true }, 7] })).toEqual({ and: [won] });
    expect(readFilter({ field: "name", value: "x" })).toEqual({ field: "name", op: "eq", value: "x" });
    expect(readFilter("stage=won")).toBeNull();
    expect(readFilter({ and: [] })).toBeNull();
  });

  it("do not recurse without end", () => {
    let deep: unknown = won;
    for (let level = 0; level < 20; level += 1) deep = { not: deep };
    expect(readFilter(deep)).toBeNull();
  });

  it("are narrowed by one more condition", () => {
    expect(narrowed(undefined, won)).toEqual(won);
    expect(narrowed({ and: [won, large] }, soon)).toEqual({ and: [won, large, soon] });
    expect(narrowed({ or: [won, large] }, soon)).toEqual({ and: [{ or: [won, large] }, soon] });
  });
});

describe("list search", () => {
  it("leaves out what it does not know", () => {
    expect(readListSearch({ q: " ", sort: "-amount", bin: "true", evil: 1, filter: won })).toEqual({
      q: undefined,
      filter: won,
      sort: "-amount",
      bin: true,
      peek: undefined,
      create: undefined,
    });
  });

  it("cycles a header through its three orders", () => {
    expect([nextSort(undefined, "name"), nextSort("name", "name"), nextSort("-name", "name")]).toEqual([
      "name",
      "-name",
      undefined,
    ]);
  });
});
