import { expect, test, violations } from "../fixtures.ts";

test("500 rows with one bad one: 499 get in, one is told, and all can be taken back", async ({ page }) => {
  const tag = crypto.randomUUID().slice(0, 8);
  const rows = Array.from({ length: 500 }, (_, at) =>
    at === 250 ? `Bad ${tag};no address` : `Person${at} ${tag};p${at}.${tag}@example.com`,
  );
  const text = `\ufeffLast name;E-mail\n${rows.join("\n")}\n`;
  await page.goto("/import?entity=contact");
  await page.setInputFiles("input[type=file]", { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByRole("heading", { name: "Where does each column go?" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /check/i }).click();
  await expect(page.getByText("no address").or(page.getByText(/is not an e-mail/)).first()).toBeVisible();
  await expect(page.getByTestId("count-rejected")).toContainText("1");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Import 499 Contacts" }).click();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId("count-new")).toContainText("499");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Import finished" })).toBeVisible();
  const errors = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download error CSV" }).click();
  expect((await errors).suggestedFilename()).toBe("people-errors.csv");
  const list = await page.context().newPage();
  await list.goto(`/records/contacts?q=${tag}`);
  await expect(list.getByTestId("count")).toHaveText("499");
  await page.getByRole("button", { name: /undo/i }).first().click();
  const sure = page.getByRole("dialog").getByRole("button", { name: /undo/i });
  await sure.click();
  await expect(async () => {
    await list.reload();
    await expect(list.getByText(/No Contacts match/)).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
});
