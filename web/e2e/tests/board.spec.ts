import type { Locator, Page } from "@playwright/test";
import { expect, signedIn, test, violations, watch } from "../fixtures.ts";

const column = (page: Page, state: string): Locator => page.getByTestId(`column-${state}`);
const card = (within: Page | Locator, title: string): Locator => within.getByRole("article").filter({ hasText: title });

/** A deal of its own, alone on the board. */
async function openDeal(page: Page, values: object): Promise<{ title: string; id: string; stage: () => Promise<unknown> }> {
  const api = await signedIn(page.request);
  const title = `Board ${crypto.randomUUID().slice(0, 8)}`;
  const { data } = await api.post("/deals", { name: title, amount: 1000, ...values });
  await page.goto(`/records/deals/board?q=${encodeURIComponent(title)}`);
  await expect(card(page, title)).toBeVisible();
  return { title, id: data.id, stage: async () => (await api.get(`/deals/${data.id}`)).data.stage };
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error("nothing to drag");
  await page.mouse.move(start.x + 40, start.y + start.height - 8);
  await page.mouse.down();
  await page.mouse.move(start.x + 60, start.y + start.height, { steps: 5 });
  await page.mouse.move(end.x + end.width / 2, end.y + 90, { steps: 15 });
  await page.waitForTimeout(150);
  await page.mouse.up();
}

test("dragging a card moves the deal with one PATCH, and count and sum follow", async ({ page }) => {
  const deal = await openDeal(page, { stage: "negotiation" });
  const sent = watch(page, "PATCH");
  await drag(page, card(column(page, "negotiation"), deal.title), column(page, "won"));
  await expect(card(column(page, "won"), deal.title)).toBeVisible();
  await expect(column(page, "won").getByText("€1K")).toBeVisible();
  await expect(column(page, "negotiation").getByText("Nothing here")).toBeVisible();
  expect(await deal.stage()).toBe("won");
  expect(sent.count()).toBe(1);
});

test("space and arrows move a card", async ({ page }) => {
  const deal = await openDeal(page, { stage: "qualification" });
  await page.locator("[data-rfd-drag-handle-draggable-id]").focus();
  await page.keyboard.press("Space");
  await page.waitForTimeout(200);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(400);
  await page.keyboard.press("Space");
  await expect(card(column(page, "needs_analysis"), deal.title)).toBeVisible();
  await expect.poll(deal.stage).toBe("needs_analysis");
});

test("the menu of a card moves it; a lost deal asks for its reason", async ({ page }) => {
  const deal = await openDeal(page, { stage: "proposal" });
  const sent = watch(page, "PATCH");
  await page.getByRole("button", { name: `Move ${deal.title}` }).click();
  await page.getByRole("menuitem", { name: "Lost" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Move" }).click();
  expect(await deal.stage()).toBe("proposal");
  await dialog.getByLabel(/reason/i).fill("Too late");
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(card(column(page, "lost"), deal.title)).toBeVisible();
  expect(await deal.stage()).toBe("lost");
  expect(sent.count()).toBeLessThanOrEqual(2);
});

test("a step the machine forbids is refused, the card returns, the reason is shown", async ({ page }) => {
  const api = await signedIn(page.request);
  const title = `Ticket ${crypto.randomUUID().slice(0, 8)}`;
  await api.post("/tickets", { subject: title, status: "open" });
  await page.goto(`/records/tickets/board?q=${encodeURIComponent(title)}`);
  const sent = watch(page, "PATCH");
  await drag(page, card(column(page, "open"), title), column(page, "new"));
  await expect(page.getByText("A step from Open to New is not allowed")).toBeVisible();
  await expect(card(column(page, "open"), title)).toBeVisible();
  expect(sent.count()).toBe(0);
});

test("table and board keep what is filtered", async ({ page }) => {
  const deal = await openDeal(page, {});
  await page.getByText("Table", { exact: true }).click();
  await expect(page.getByTestId("count")).toHaveText("1");
  await page.getByText("Board", { exact: true }).click();
  await expect(card(page, deal.title)).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  test(`the board is accessible, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto("/records/deals/board");
    await expect(page.getByRole("article").first()).toBeVisible();
    await page.waitForTimeout(400);
    expect(await violations(page)).toEqual([]);
  });
}
