import { expect, openList, signedIn, test, violations } from "../fixtures.ts";

test("a field of one's own is on the record page at once", async ({ page }) => {
  const label = `Region ${crypto.randomUUID().slice(0, 6)}`;
  await page.goto("/settings/data-model");
  await page.getByRole("combobox", { name: "Object" }).click();
  await page.getByRole("option", { name: "Contacts" }).click();
  await page.getByRole("button", { name: "Add a field" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Label").fill(label);
  await dialog.getByRole("button", { name: "Add a field" }).click();
  await expect(page.getByRole("cell", { name: `${label} own`, exact: true })).toBeVisible();
  await openList(page, "contacts");
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByText(label).first()).toBeVisible();
});

test("an invited person joins with the link and sees the shell", async ({ page, browser }) => {
  const name = `Grace ${crypto.randomUUID().slice(0, 6)}`;
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(`${name.replace(" ", ".").toLowerCase()}@example.com`);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("Invitation link").inputValue();
  const guest = await browser.newContext();
  const theirs = await guest.newPage();
  await theirs.goto(new URL(link).pathname);
  await theirs.locator("input[type=password]").first().fill("another good password");
  await theirs.getByRole("button", { name: /join/i }).click();
  await expect(theirs.getByRole("navigation", { name: "Navigation" })).toBeVisible();
  await theirs.goto("/settings");
  await expect(theirs.getByRole("link", { name: "Users" })).toHaveCount(0);
  await guest.close();
});

test("the audit tells old and new, and takes a change back", async ({ page }) => {
  const api = await signedIn(page.request);
  const title = `Audit ${crypto.randomUUID().slice(0, 6)}`;
  const { data } = await api.post("/accounts", { name: title });
  await api.patch(`/accounts/${data.id}`, { website: "https://example.com" });
  await page.goto("/settings/audit");
  const entry = page.getByRole("article").filter({ hasText: title }).first();
  await expect(entry.getByRole("term")).toHaveText("Website");
  await expect(entry.getByRole("insertion")).toHaveText("https://example.com");
  await page.getByRole("button", { name: `Undo: ${title}` }).first().click();
  await expect.poll(async () => (await api.get(`/accounts/${data.id}`)).data.website).toBeNull();
});

test("the audit tells sign-ins by kind, verifies its chain and is a file", async ({ page }) => {
  await page.goto("/settings/audit");
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Sign-ins", exact: true }).click();
  const entry = page.getByRole("article").first();
  await expect(entry).toContainText("signed in");
  await expect(entry.getByRole("term").filter({ hasText: "Address" })).toBeVisible();
  await expect(entry.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByText(/Verified up to entry/)).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await saved).suggestedFilename()).toBe("audit.csv");
});

for (const scheme of ["light", "dark"] as const) {
  for (const path of ["/dashboard", "/settings", "/settings/users", "/settings/data-model", "/settings/audit", "/import"]) {
    test(`${path} is accessible, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(700);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const path of ["/dashboard", "/settings", "/settings/users", "/settings/data-model", "/settings/audit", "/import?entity=contact"]) {
    test(`${path} is accessible and does not scroll sideways`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForTimeout(700);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
      expect(await violations(page)).toEqual([]);
    });
  }
});
