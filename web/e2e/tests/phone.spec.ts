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
