import { expect, openList, PERSON, signedIn, test } from "../fixtures.ts";

test("skip link is the first stop", async ({ page }) => {
  await openList(page, "deals");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});

test("scheme and sidebar survive a reload", async ({ page }) => {
  await openList(page, "deals");
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
});

test("command menu opens from an input, and goes by arrows and Enter", async ({ page }) => {
  await openList(page, "deals");
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Control+k");
  const menu = page.getByRole("dialog", { name: "Command menu" });
  await expect(menu).toBeVisible();
  await page.keyboard.type("contac");
  await expect(menu.getByRole("button", { name: "Contacts", exact: true })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(menu).toBeHidden();
});

test("question mark shows the shortcuts, and single keys can be turned off", async ({ page }) => {
  await openList(page, "deals");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await sheet.getByRole("switch").click({ force: true });
  await saved;
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "New Deal" })).toBeHidden();
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await page.getByRole("switch").click({ force: true });
});

test("an ended session asks for the password and keeps the open form", async ({ page }) => {
  await openList(page, "deals");
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New Deal" });
  await dialog.getByLabel("Name").fill("Kept while signed out");
  await page.route("**/api/v1/deals", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 401, json: { code: "unauthenticated" } }) : route.continue(),
  );
  await page.route("**/api/v1/sessions/refresh", (route) => route.fulfill({ status: 401, json: { code: "unauthenticated" } }));
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  const again = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(again).toBeVisible();
  await page.unrouteAll();
  await again.getByRole("textbox", { name: "Password" }).fill(PERSON.password);
  await page.keyboard.press("Enter");
  await expect(again).toBeHidden();
  await expect(dialog.getByLabel("Name")).toHaveValue("Kept while signed out");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kept while signed out" })).toBeVisible();
});

test("an unknown address is told as such", async ({ page }) => {
  await page.goto("/records/nonsense");
  await expect(page.getByText("Page not found")).toBeVisible();
});

test("a group of the navigation closes, and stays closed", async ({ page }) => {
  await openList(page, "deals");
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  const group = navigation.getByRole("button", { name: "Service", exact: true });
  await group.click();
  await expect(navigation.getByRole("link", { name: "Tickets" })).toBeHidden();
  await page.reload();
  await expect(group).toHaveAttribute("aria-expanded", "false");
  await expect(navigation.getByRole("link", { name: "Tickets" })).toBeHidden();
  await group.click();
  await expect(navigation.getByRole("link", { name: "Tickets" })).toBeVisible();
});

test("the navigation has all entities but those that belong to others", async ({ page }) => {
  const api = await signedIn(page.request);
  const { data } = await api.get("/meta");
  const entities = data.entities as { plural: string; child: boolean }[];
  expect(entities.filter(({ child }) => child).length).toBeGreaterThan(0);
  await openList(page, "deals");
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  const links = await navigation.getByRole("link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const shown = links.flatMap((href) => href?.match(/^\/records\/(\w+)/)?.[1] ?? []);
  const wanted = entities.filter(({ child }) => !child).map(({ plural }) => plural);
  expect(shown.toSorted()).toEqual(wanted.toSorted());
});
