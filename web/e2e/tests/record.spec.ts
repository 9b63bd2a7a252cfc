import { expect, openList, signedIn, test, watch } from "../fixtures.ts";

interface Created {
  data: { id: string; version: number };
}

test("a new record: required fields are told and focused, then saved", async ({ page }) => {
  await openList(page, "deals");
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New Deal" });
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByLabel("Name").fill("Written by hand");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Written by hand" })).toBeVisible();
});

test("leaving a form with content asks, and save-and-new starts over", async ({ page }) => {
  await openList(page, "deals");
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "New Deal" });
  await dialog.getByLabel("Name").fill("First of two");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Discard your changes?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep writing" }).click();
  await dialog.getByRole("button", { name: "Save and new" }).click();
  await expect(dialog.getByLabel("Name")).toHaveValue("");
});

test("a field is edited in its place with one request", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/deals", { name: "Edited in place" })) as Created;
  await page.goto(`/records/deals/${data.id}`);
  const patches = watch(page, "PATCH");
  await page.getByRole("button", { name: "Edit Next step" }).click();
  await page.getByRole("textbox", { name: "Next step" }).fill("Call on Monday");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Call on Monday").first()).toBeVisible();
  await page.waitForTimeout(400);
  expect(patches.count()).toBe(1);
});

test("a step that needs a reason asks for it", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/deals", { name: "To be lost" })) as Created;
  await page.goto(`/records/deals/${data.id}`);
  await page.getByRole("button", { name: /^Stage:/ }).click();
  await page.getByRole("menuitem", { name: "Lost" }).click();
  const dialog = page.getByRole("dialog", { name: "Move to Lost" });
  await dialog.getByLabel("Lost reason").fill("Too expensive");
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(page.getByRole("button", { name: "Stage: Lost" })).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("tabpanel").getByText("Lost")).toBeVisible();
});

test("a note written with Ctrl+Enter stands in the timeline", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/deals", { name: "With a note" })) as Created;
  await page.goto(`/records/deals/${data.id}`);
  await page.getByRole("textbox", { name: "Text" }).fill("They want it **before winter**.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("list", { name: "Timeline" }).getByText("before winter")).toBeVisible();
  await page.getByRole("tab", { name: "Notes" }).click();
  await expect(page.getByRole("tabpanel").getByText("before winter")).toBeVisible();
});

test("a newer version on the server offers mine or theirs", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/deals", { name: "Changed twice" })) as Created;
  await page.goto(`/records/deals/${data.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await api.patch(`/deals/${data.id}`, { next_step: "Theirs" });
  await page.getByRole("button", { name: "Edit Next step" }).click();
  await page.getByRole("textbox", { name: "Next step" }).fill("Mine");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Changed by someone else" });
  await expect(dialog.getByRole("cell", { name: "Theirs" })).toBeVisible();
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByText("Mine").first()).toBeVisible();
});

test("j and k step through the list one came from", async ({ page }) => {
  await openList(page, "deals", "?sort=name");
  await page.getByRole("row").nth(2).getByRole("link").first().click();
  await expect(page.getByText(/^2 of/)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByText(/^3 of/)).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(page.getByText(/^1 of/)).toBeVisible();
});

test("a lead is converted by the action's own form", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/leads", { first_name: "Mia", last_name: "Chen", company: "Fjord Labs", email: "mia.chen@example.com" })) as Created;
  await page.goto(`/records/leads/${data.id}`);
  await page.getByRole("button", { name: "Convert" }).click();
  const dialog = page.getByRole("dialog", { name: "Convert" });
  await dialog.getByRole("button", { name: "Convert" }).click();
  await expect(dialog.getByText("This was made or matched:")).toBeVisible();
});

test("what is deleted goes to the bin and comes back", async ({ page, request }) => {
  const api = await signedIn(request);
  const { data } = (await api.post("/deals", { name: "Binned and back" })) as Created;
  await page.goto(`/records/deals/${data.id}`);
  await page.getByRole("button", { name: "More for this record" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page).toHaveURL(/records\/deals$/);
  await openList(page, "deals", "?bin=true");
  await page.getByRole("row", { name: /Binned and back/ }).getByRole("checkbox").click();
  await page.getByRole("button", { name: "Restore" }).click();
  await openList(page, "deals", "?q=Binned");
  await expect(page.getByRole("link", { name: "Binned and back" })).toBeVisible();
});
