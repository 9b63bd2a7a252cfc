import { expect, PERSON, test } from "../fixtures.ts";

test.use({ isSignedIn: false });

test("wrong password is told, and the field is empty and focused", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(PERSON.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveValue("");
  await expect(page.getByRole("textbox", { name: "Password" })).toBeFocused();
});

test("the page asked for opens after signing in with keys alone", async ({ page }) => {
  await page.goto("/records/deals?sort=name");
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(PERSON.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PERSON.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/records\/deals\?sort=name/);
  await expect(page.getByRole("grid")).toBeVisible();
});

test("a reload keeps the session, and signing out ends it", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(PERSON.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PERSON.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("navigation")).toBeVisible();
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto("/records/deals");
  await expect(page).toHaveURL(/sign-in/);
});
