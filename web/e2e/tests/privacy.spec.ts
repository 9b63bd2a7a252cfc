import { PERSON, expect, signedIn, test, violations } from "../fixtures.ts";

const GRACE = { first_name: "Grace", last_name: "Hopper", email: "grace@navy.example", phone: "+1 202 5550143" };

for (const scheme of ["light", "dark"] as const) {
  test(`a person is found, held, freed, exported and erased, ${scheme}`, async ({ page, request }) => {
    const api = await signedIn(request, PERSON);
    await api.post("/contacts", GRACE);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto("/settings/privacy");
    await page.getByLabel("Name, address or number").fill(GRACE.email);
    await page.getByRole("button", { name: "Look up" }).click();
    const found = page.getByRole("region", { name: `Kept about ${GRACE.email}` });
    await expect(found.getByRole("link", { name: "Contact: Grace Hopper" })).toBeVisible();

    await found.getByRole("button", { name: "Put on hold" }).click();
    const hold = page.getByRole("dialog");
    await hold.getByLabel("Reason").fill("Claim 7 of 2026");
    await hold.getByRole("button", { name: "Put on hold" }).click();
    await expect(found.getByText("On legal hold: Claim 7 of 2026")).toBeVisible();
    await expect(found.getByRole("button", { name: "Erase" })).toBeDisabled();
    await page.waitForTimeout(600);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "End the hold on Grace Hopper" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End" }).click();
    await expect(found.getByText("On legal hold")).toBeHidden();

    await found.getByRole("button", { name: "Export everything" }).click();
    const [zip] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: /^Download the export/ }).first().click(),
    ]);
    expect(zip.suggestedFilename()).toMatch(/^personal-data-.*\.zip$/);

    await found.getByRole("button", { name: "Erase" }).click();
    const erase = page.getByRole("dialog", { name: `Erase ${GRACE.email}?` });
    const go = erase.getByRole("button", { name: "Erase for good" });
    await expect(go).toBeDisabled();
    await erase.getByLabel(`Type “${GRACE.email}” to go on`).fill(GRACE.email);
    await go.click();
    await expect(found).toBeHidden();
    await expect(page.getByText("Erasure done").first()).toBeVisible();
    const left = await api.get("/search?q=grace@navy.example");
    expect(left.data).toEqual([]);
  });
}

test("a retention rule is previewed before it is switched on", async ({ page }) => {
  await page.goto("/settings/privacy");
  await page.getByRole("button", { name: "New rule" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Old notes");
  await form.getByRole("combobox", { name: "Records" }).click();
  await page.getByRole("option", { name: "Notes", exact: true }).click();
  await form.getByRole("combobox", { name: "Since" }).click();
  await page.getByRole("option", { name: "Created" }).click();
  await form.getByLabel("After so many days").fill("36500");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Preview of Old notes" }).click();
  const preview = page.getByRole("dialog", { name: "Preview of Old notes" });
  await expect(preview.getByText("0 records would go to the bin now.")).toBeVisible();
  await page.waitForTimeout(600);
  expect(await violations(page)).toEqual([]);
  await preview.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("button", { name: "Switch off Old notes" }).click();
  await page.getByRole("button", { name: "Remove Old notes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("Old notes")).toHaveCount(0);
});
