import { afterEach, describe, expect, it } from "vitest";
import { fromWall, inZone, setTimeZone, toWall } from "./zone.ts";

afterEach(() => setTimeZone(null));

const iso = (wall: string) => fromWall(wall).toISOString();

describe("the clock on the wall", () => {
  it("is that of the person's zone, not of the browser's", () => {
    setTimeZone("Asia/Kolkata");
    expect(toWall(new Date("2026-11-21T20:00:00Z"))).toBe("2026-11-22T01:30");
    expect(iso("2026-11-22T01:30")).toBe("2026-11-21T20:00:00.000Z");
    setTimeZone("America/New_York");
    expect(toWall(new Date("2026-11-21T03:00:00Z"))).toBe("2026-11-20T22:00");
    expect(iso("2026-11-20T22:00")).toBe("2026-11-21T03:00:00.000Z");
  });

  it("begins the day where the zone does, also when summer time begins or ends that day", () => {
    setTimeZone("Europe/Berlin");
    expect(iso("2026-03-29T00:00")).toBe("2026-03-28T23:00:00.000Z");
    expect(iso("2026-03-30T00:00")).toBe("2026-03-29T22:00:00.000Z");
    expect(iso("2026-10-25T00:00")).toBe("2026-10-24T22:00:00.000Z");
    expect(iso("2026-10-26T00:00")).toBe("2026-10-25T23:00:00.000Z");
  });

  it("takes the first of two equal hours, and the hour after a gap", () => {
    setTimeZone("Europe/Berlin");
    expect(iso("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(iso("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(iso("2026-03-29T03:00")).toBe("2026-03-29T01:00:00.000Z");
  });

  it("falls back to the browser's zone for names it does not know", () => {
    setTimeZone("Mars/Olympus");
    expect(inZone()).toEqual({});
  });
});
