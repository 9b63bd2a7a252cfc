import type { Page } from "@playwright/test";
import { colleague, expect, signedIn, test, violations } from "../fixtures.ts";

/** Opens a page, and a dialog of it where there is one that tells more than the page. */
const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  security: (page) => settings(page, "security", "Second step when signing in"),
  "second step": async (page) => {
    await settings(page, "security", "Second step when signing in");
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
  },
  users: (page) => settings(page, "users", "Users"),
  "user dialog": async (page) => {
    await settings(page, "users", "Users");
    await page.getByRole("button", { name: "Edit Ada Lovelace" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "user actions": async (page) => {
    const { name } = await colleague(page.request, await signedIn(page.request), "Support");
    await settings(page, "users", "Users");
    await page.getByRole("button", { name: `More for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).waitFor();
  },
  "record actions": async (page) => {
    const deals = await (await signedIn(page.request)).get("/deals?limit=1");
    await page.goto(`/records/deals/${deals.data[0].id}`);
    await page.getByRole("button", { name: "More for this record" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).waitFor();
  },
  profiles: async (page) => {
    await settings(page, "profiles", "Administrator");
    await page.getByRole("combobox", { name: "Profile" }).click();
    await page.getByRole("option", { name: "Sales representative" }).click();
    await page.getByRole("main").getByRole("button", { name: "Deals" }).click();
    await page.getByRole("group", { name: "Fields" }).waitFor();
  },
  roles: (page) => settings(page, "roles", "Roles"),
  teams: (page) => settings(page, "teams", "Teams"),
  sharing: (page) => settings(page, "sharing", "What everybody reaches"),
  "new rule": async (page) => {
    await settings(page, "sharing", "What everybody reaches");
    await page.getByRole("button", { name: "New rule" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "API keys": (page) => settings(page, "api-keys", "API keys"),
  "who can see this": async (page) => {
    const deals = await (await signedIn(page.request)).get("/deals?limit=1");
    await page.goto(`/records/deals/${deals.data[0].id}`);
    await page.getByRole("button", { name: "More for this record" }).click();
    await page.getByRole("menuitem", { name: "Who can see this" }).click();
    await page.getByRole("list", { name: "Who can see this" }).waitFor();
  },
};

const STRANGERS: Record<string, string> = {
  "/forgot-password": "Set a new password",
  "/reset-password?token=x": "Choose a new password",
  "/reset-password": "Choose a new password",
  "/verify-email?token=x": "Confirm your e-mail address",
  "/sign-in": "Sign in",
};

async function settings(page: Page, section: string, heading: string): Promise<void> {
  await page.goto(`/settings/${section}`);
  await expect(page.getByRole("heading", { level: 2, name: heading }).first()).toBeVisible();
}

async function check(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  expect(await violations(page)).toEqual([]);
}

for (const scheme of ["light", "dark"] as const) {
  for (const [name, open] of Object.entries(VIEWS)) {
    test(`${name}, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await open(page);
      await check(page);
    });
  }
}

test.describe("for strangers", () => {
  test.use({ isSignedIn: false });
  for (const [path, heading] of Object.entries(STRANGERS)) {
    test(path, async ({ page }) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
        await check(page);
      }
    });
  }
});

test("all of it speaks German, switched without a reload", async ({ page }) => {
  await settings(page, "users", "Users");
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Benutzer" })).toBeVisible();
  await page.getByRole("link", { name: "Sicherheit" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Wo Sie angemeldet sind" })).toBeVisible();
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  await page.getByRole("button", { name: /^Menü von/ }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Where you are signed in" })).toBeVisible();
});
