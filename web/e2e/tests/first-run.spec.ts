import { expect, PERSON, test, violations } from "../fixtures.ts";

test.use({ isSignedIn: false });

test("first visit founds the company and adds demo data", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Welcome to Rapport" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Company").fill(PERSON.company);
  await page.getByLabel("Your name").fill(PERSON.name);
  await page.getByLabel("E-mail").fill(PERSON.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PERSON.password);
  await page.getByLabel("Add demo data").check();
  await page.getByRole("textbox", { name: "Password" }).press("Enter");
  await expect(page.getByRole("navigation")).toBeVisible({ timeout: 120_000 });
});
