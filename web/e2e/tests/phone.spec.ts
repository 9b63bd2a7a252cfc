import { expect, openList, test } from "../fixtures.ts";

test("the drawer opens and closes when a page is chosen", async ({ page }) => {
  await openList(page, "deals");
  await page.getByRole("button", { name: "Navigation" }).click();
  await page.getByRole("link", { name: "Contacts" }).click();
  await expect(page).toHaveURL(/records\/contacts/);
  await expect(page.getByRole("link", { name: "Deals", exact: true })).not.toBeInViewport();
});

for (const path of ["/records/deals", "/records/contacts", "/sign-in", "/dashboard"]) {
  test(`no sideways scroll on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
  });
}

test("a calendar begins as an agenda, and nothing scrolls sideways", async ({ page }) => {
  await page.goto("/records/tasks/calendar");
  await expect(page.getByRole("button", { name: "Next 30 days" })).toBeVisible();
  await expect(page.locator("[data-entry]").first()).toBeVisible();
  for (const view of ["Agenda", "Month", "Week"]) {
    await page.getByText(view, { exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  }
});
