import { describe, expect, it } from "vitest";
import { addMonths, daysOf, firstDayOf, headingOf, isDay, turned } from "./days.ts";

const SUNDAY = 0;
const MONDAY = 1;

describe("the days of a view", () => {
  it("are whole weeks around a month, from the first day of the week", () => {
    expect(daysOf("month", "2026-11-21", MONDAY)).toEqual({ first: "2026-10-26", end: "2026-12-07" });
    expect(daysOf("month", "2026-11-21", SUNDAY)).toEqual({ first: "2026-11-01", end: "2026-12-06" });
    expect(daysOf("month", "2027-02-10", MONDAY)).toEqual({ first: "2027-02-01", end: "2027-03-01" });
  });

  it("are a week, a day, and the thirty days of an agenda", () => {
    expect(daysOf("week", "2026-11-21", MONDAY)).toEqual({ first: "2026-11-16", end: "2026-11-23" });
    expect(daysOf("week", "2026-11-22", SUNDAY)).toEqual({ first: "2026-11-22", end: "2026-11-29" });
    expect(daysOf("day", "2026-12-31", MONDAY)).toEqual({ first: "2026-12-31", end: "2027-01-01" });
    expect(daysOf("agenda", "2028-02-29", MONDAY)).toEqual({ first: "2028-02-29", end: "2028-03-30" });
  });

  it("count days across the change of summer time", () => {
    expect(turned("day", "2026-03-29", 1)).toBe("2026-03-30");
    expect(turned("week", "2026-10-21", 1)).toBe("2026-10-28");
    expect(turned("agenda", "2026-11-21", -1)).toBe("2026-10-22");
  });
});

it("goes to the same day of another month, or its last one", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
});

it("reads days from an address strictly", () => {
  expect(isDay("2026-11-21")).toBe(true);
  expect(["2026-02-30", "2026-1-1", "today", 20261121, "", undefined].some(isDay)).toBe(false);
});

it("names what is shown in the person's language", () => {
  expect(headingOf("month", "2026-11-21", MONDAY, "de")).toBe("November 2026");
  expect(headingOf("day", "2026-11-21", MONDAY, "en-GB")).toMatch(/^Saturday,? 21 November 2026$/);
  expect(headingOf("week", "2026-11-21", MONDAY, "en-GB")).toMatch(/16.+22 Nov 2026/);
});

it("knows the first day of the week of a locale", () => {
  expect(firstDayOf("de-DE")).toBe(MONDAY);
  expect(firstDayOf("en-US")).toBe(SUNDAY);
});
