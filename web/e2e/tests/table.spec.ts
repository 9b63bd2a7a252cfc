import { count, expect, openList, signedIn, test, watch } from "../fixtures.ts";

test("only the rows in view exist, and End reaches the last", async ({ page }) => {
  await openList(page, "contacts");
  const total = await count(page);
  await page.getByRole("grid").focus();
  await page.keyboard.press("End");
  await expect(page.locator(`[aria-rowindex="${total + 1}"]`)).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThanOrEqual(60);
});

test("Enter saves a cell with exactly one request, Escape with none", async ({ page }) => {
  await openList(page, "deals", "?sort=name");
  const patches = watch(page, "PATCH");
  const cell = page.getByRole("row").nth(2).getByRole("gridcell").nth(5);
  await cell.dblclick();
  await cell.getByRole("textbox").fill("42");
  await page.keyboard.press("Escape");
  expect(patches.count()).toBe(0);
  await cell.dblclick();
  await cell.getByRole("textbox").fill("43");
  await page.keyboard.press("Enter");
  await expect(cell).toHaveText("43");
  await page.waitForTimeout(500);
  expect(patches.count()).toBe(1);
});

test("a refused value is told at the cell and put back", async ({ page }) => {
  await openList(page, "deals", "?sort=name");
  const cell = page.getByRole("row").nth(3).getByRole("gridcell").nth(5);
  const before = await cell.innerText();
  await page.route("**/api/v1/deals/*", (route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { code: "invalid", detail: "x", errors: [{ field: "probability", code: "max", message: "must be at most 100" }] },
        })
      : route.continue(),
  );
  await cell.dblclick();
  await cell.getByRole("textbox").fill("77");
  await page.keyboard.press("Enter");
  await expect(cell.getByRole("alert")).toHaveText("Must be at most 100");
  expect((await cell.innerText()).startsWith(before)).toBe(true);
});

test("a header click sorts up, down and not at all, in the address", async ({ page }) => {
  await openList(page, "deals");
  const header = page.getByRole("columnheader", { name: "Amount" });
  for (const [sort, url] of [["ascending", /sort=amount/], ["descending", /sort=-amount/], ["none", /deals(?!.*sort)/]] as const) {
    await header.getByRole("button").click();
    await expect(header).toHaveAttribute("aria-sort", sort);
    await expect(page).toHaveURL(url);
  }
});

test("hidden and resized columns survive a reload", async ({ page }) => {
  await openList(page, "accounts");
  const header = page.getByRole("columnheader").nth(2);
  const label = await header.innerText();
  const box = await header.boundingBox();
  if (!box) throw new Error("no header");
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/me") && answer.request().method() === "PATCH");
  await page.mouse.move(box.x + box.width - 4, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 56, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await saved;
  await page.reload();
  await expect(page.getByRole("columnheader").nth(2)).toHaveCSS("width", `${Math.round(box.width + 60)}px`);
  await page.getByRole("button", { name: "Columns" }).click();
  const hidden = page.waitForResponse((answer) => answer.url().endsWith("/me") && answer.request().method() === "PATCH");
  await page.getByRole("checkbox", { name: label, exact: true }).click();
  await hidden;
  await page.reload();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: label, exact: true })).toBeHidden();
});

test("read-only fields never open an editor", async ({ page }) => {
  await openList(page, "deals");
  const cell = page.getByRole("row").nth(1).getByRole("gridcell").last();
  await cell.scrollIntoViewIfNeeded();
  await cell.dblclick();
  await expect(page.locator("[data-editing]")).toHaveCount(0);
});

test("a filter in the address shows what the API counts, after reload and Back", async ({ page, request }) => {
  const api = await signedIn(request);
  const filter = JSON.stringify({ or: [{ field: "stage", op: "eq", value: "won" }, { field: "amount", op: "gte", value: 100000 }] });
  const answer = (await api.get(`/deals?filter=${encodeURIComponent(filter)}&count=exact&limit=1`)) as { pagination: { total: number } };
  await openList(page, "deals");
  await openList(page, "deals", `?filter=${encodeURIComponent(filter)}`);
  expect(await count(page)).toBe(answer.pagination.total);
  await page.reload();
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await count(page)).toBe(answer.pagination.total);
});

test("a filter is built from field, comparison and value", async ({ page }) => {
  await openList(page, "deals");
  const before = await count(page);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const editor = page.getByRole("dialog", { name: "Filter" });
  await editor.getByRole("combobox", { name: "Field" }).or(editor.getByRole("textbox", { name: "Field" })).fill("Stage");
  await page.getByRole("option", { name: "Stage" }).click();
  await editor.getByRole("checkbox", { name: "Won" }).check();
  await editor.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: "Stage is any of Won", exact: true })).toBeVisible();
  await expect.poll(() => count(page)).toBeLessThan(before);
});

test("chosen rows change together and one undo takes it back", async ({ page }) => {
  await openList(page, "leads");
  for (const row of [1, 2, 3]) await page.getByRole("row").nth(row).getByRole("checkbox").click();
  await expect(page.getByText("3 Leads chosen")).toBeVisible();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox").or(dialog.getByRole("textbox")).first().fill("Company");
  await page.getByRole("option", { name: "Company", exact: true }).click();
  await dialog.getByRole("textbox", { name: "Company" }).fill("Changed together");
  await dialog.getByRole("button", { name: "Change all" }).click();
  await expect(page.getByText("3 changed")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText("Undone")).toBeVisible();
  await page.goto("/records/leads?q=%22Changed+together%22");
  await expect(page.getByText("No Leads match")).toBeVisible();
});

test("the list is exported", async ({ page }) => {
  await openList(page, "deals");
  await page.getByRole("button", { name: "More for this list" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("deals.csv");
});
