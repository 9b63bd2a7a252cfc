import type { Page } from "@playwright/test";
import { expect, openList, test, violations } from "../fixtures.ts";

const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  table: (page) => openList(page, "deals"),
  "filtered table": (page) =>
    openList(page, "deals", `?filter=${encodeURIComponent('{"field":"amount","op":"gte","value":1}')}`),
  calendar: async (page) => {
    await page.goto("/records/deals/calendar");
    await page.locator("[data-entry]").first().waitFor();
  },
  "month of tasks": async (page) => {
    await page.goto("/records/tasks/calendar?view=month");
    await page.locator("[data-entry]").first().waitFor();
  },
  record: async (page) => {
    await openList(page, "deals");
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page.getByRole("tab", { name: "Timeline" }).waitFor();
  },
  estimate: async (page) => {
    await openList(page, "estimates");
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page.getByRole("tab", { name: "Timeline" }).waitFor();
  },
  "create dialog": async (page) => {
    await openList(page, "deals");
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "New Deal" }).waitFor();
  },
  "command menu": async (page) => {
    await openList(page, "deals");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Command menu" }).waitFor();
  },
  "user menu": async (page) => {
    await openList(page, "deals");
    await page.getByRole("button", { name: /^Menu of/ }).click();
    await page.getByRole("menu").waitFor();
  },
  "no match": async (page) => {
    await page.goto("/records/deals?q=nothingmatchesthis");
    await page.getByText("No Deals match").waitFor();
  },
};

for (const scheme of ["light", "dark"] as const) {
  for (const [name, open] of Object.entries(VIEWS)) {
    test(`${name}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await open(page);
      await page.waitForTimeout(600);
      expect(await violations(page)).toEqual([]);
    });
  }
}
