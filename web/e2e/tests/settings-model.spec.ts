import { colleague, expect, openList, signedIn, test, violations } from "../fixtures.ts";

test("a field of one's own is in the table, the form and the filter", async ({ page }) => {
  const label = `Region ${crypto.randomUUID().slice(0, 6)}`;
  await page.goto("/settings/data-model");
  await page.getByRole("combobox", { name: "Object" }).click();
  await page.getByRole("option", { name: "Contacts" }).click();
  await page.getByRole("button", { name: "Add a field" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Label").fill(label);
  await dialog.getByRole("button", { name: "Add a field" }).click();
  await expect(page.getByRole("cell", { name: `${label} own`, exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Contacts" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("checkbox", { name: label })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("dialog", { name: "Filter" }).getByRole("combobox", { name: "Field" }).fill(label);
  await expect(page.getByRole("option", { name: label })).toBeVisible();
  await openList(page, "contacts");
  await page.keyboard.press("c");
  const form = page.getByRole("dialog", { name: "New Contact" });
  await form.getByRole("checkbox", { name: /^Show all/ }).check();
  await expect(form.getByLabel(label)).toBeVisible();
});

test("a choice field keeps its colours, is edited, and goes when its name is typed", async ({ page }) => {
  const label = `Wine ${crypto.randomUUID().slice(0, 6)}`;
  await page.goto("/settings/data-model");
  await page.getByRole("button", { name: "Add a field" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Label").fill(label);
  await dialog.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: "Choice", exact: true }).click();
  await dialog.getByLabel("Choice 1", { exact: true }).fill("Red");
  await page.keyboard.press("Enter");
  await page.keyboard.type("White");
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Add a field" }).click();
  const row = page.getByRole("row", { name: label });
  await expect(row).toContainText("RedWhite");
  await page.getByRole("button", { name: `Edit ${label}` }).click();
  await dialog.getByLabel("Help text").fill("As on the bottle");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("As on the bottle");
  await page.getByRole("button", { name: `Remove ${label}` }).click();
  await expect(dialog.getByRole("button", { name: "Remove", exact: true })).toBeDisabled();
  await dialog.getByRole("textbox").fill(label);
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(row).toHaveCount(0);
});

test("an object of one's own is in the navigation at once, and its fields can be changed", async ({ page }) => {
  const label = `Boat ${Date.now() % 100_000}`;
  const menu = page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: `${label}s`, exact: true });
  await page.goto("/settings/data-model");
  await page.getByRole("button", { name: "New object" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name for one").fill(label);
  await dialog.getByLabel("Name for many").fill(`${label}s`);
  await dialog.getByRole("button", { name: "Another field" }).click();
  await dialog.getByLabel("Label of field 2").fill("Length");
  await dialog.getByRole("button", { name: "Create object" }).click();
  await expect(page.getByRole("heading", { level: 2, name: `${label}s` })).toBeVisible();
  await expect(menu).toBeVisible();
  await page.getByRole("button", { name: "Edit Length" }).click();
  await dialog.getByLabel("Label").fill("Length overall");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("cell", { name: "Length overall", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Remove object" }).click();
  await dialog.getByRole("textbox").fill(`${label}s`);
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(menu).toHaveCount(0);
});

test("shutting a person out asks first", async ({ page }) => {
  const api = await signedIn(page.request);
  const { id, name } = await colleague(page.request, api, "Support");
  const isActive = async () => ((await api.get("/users")).data as { id: string; active: boolean }[]).find((user) => user.id === id)?.active;
  await page.goto("/settings/users");
  for (const answer of ["Cancel", "Deactivate"]) {
    await page.getByRole("button", { name: `More for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).click();
    const dialog = page.getByRole("dialog", { name: `Change ${name}` });
    await expect(dialog).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: answer }).click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(isActive).toBe(answer === "Cancel");
  }
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("inactive");
});
