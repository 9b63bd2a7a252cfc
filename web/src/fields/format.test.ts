import { describe, expect, it } from "vitest";
import { fromLocal, toLocal } from "./date.tsx";
import { formatAgo, formatDate, formatDuration, formatMoney } from "./format.ts";
import { calculate, sumLines, writtenLines } from "./line-totals.ts";
import { hrefOf } from "./text.tsx";

describe("formats", () => {
  it("money shows cents only when there are some", () => {
    expect(formatMoney(1200, "EUR")).toBe("€1,200");
    expect(formatMoney(1200.5, "EUR")).toBe("€1,200.50");
    expect(formatMoney(1_250_000, "EUR", true)).toBe("€1.3M");
    expect(formatMoney(5, null)).toBe("5");
  });

  it("a day is the same day everywhere", () => {
    expect(formatDate("2026-01-31")).toBe("Jan 31, 2026");
  });

  it("times are told as people tell them", () => {
    const now = Date.parse("2026-01-10T12:00:00Z");
    expect(formatAgo("2026-01-09T11:00:00Z", now)).toBe("yesterday");
    expect(formatAgo("2026-01-10T11:59:50Z", now)).toBe("this minute");
    expect(formatDuration(3 * 86_400 + 5)).toBe("3 days");
  });

  it("a moment survives the control it is edited in", () => {
    expect(fromLocal(toLocal("2026-03-01T09:30:00.000Z"))).toBe("2026-03-01T09:30:00.000Z");
    expect(fromLocal("")).toBeNull();
  });
});

describe("lines", () => {
  it("are discounted before they are taxed", () => {
    const line = calculate({ quantity: 16, unit_price: 62, discount_percent: 5, tax_percent: 19 });
    expect(line).toMatchObject({ net: 942.4, tax: 179.06, total: 1121.46 });
    expect(sumLines([line, line])).toEqual({ net: 1884.8, tax: 358.12, total: 2242.92 });
    expect(writtenLines([line])[0]).not.toHaveProperty("total");
  });
});

describe("links", () => {
  it("never run code", () => {
    expect(hrefOf("url", "javascript:alert(1)")).toBeNull();
    expect(hrefOf("url", "https://example.com")).toBe("https://example.com");
    expect(hrefOf("phone", "+49 (30) 123")).toBe("tel:+4930123");
  });
});
