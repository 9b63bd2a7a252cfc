import type { Locator, Page } from "@playwright/test";
import { expect, signedIn, test, violations, watch } from "../fixtures.ts";

const entry = (within: Page | Locator, title: string): Locator => within.getByRole("link", { name: new RegExp(title) });
const dayCell = (page: Page, day: string): Locator => page.locator(`[role=cell][data-date="${day}"]`);

/** Begins with a letter: an address takes `1234e5` for a number. */
const tag = () => `t${crypto.randomUUID().slice(0, 8)}`;

/** A deal of its own, alone in the calendar of May 2027. */
async function openDeal(page: Page, more = "") {
  const api = await signedIn(page.request);
  const title = `Close ${tag()}`;
  const { data } = await api.post("/deals", { name: title, expected_close: "2027-05-12" });
  await page.goto(`/records/deals/calendar?q=${title.split(" ")[1]}&date=2027-05-01${more}`);
  await expect(entry(page, title)).toBeVisible();
  return { title, id: String(data.id), close: async () => (await api.get(`/deals/${data.id}`)).data.expected_close };
}

async function openMeeting(page: Page, view: string) {
  const api = await signedIn(page.request);
  const title = `Talk ${tag()}`;
  // Half past nine in Berlin.
  const { data } = await api.post("/meetings", { title, start_at: "2027-05-12T07:30:00Z", end_at: "2027-05-12T08:30:00Z" });
  await page.goto(`/records/meetings/calendar?q=${title.split(" ")[1]}&date=2027-05-12&view=${view}`);
  await expect(entry(page, title)).toBeVisible();
  const times = async () => {
    const { start_at, end_at } = (await api.get(`/meetings/${data.id}`)).data;
    return [new Date(start_at).toISOString(), new Date(end_at).toISOString()];
  };
  return { title, times };
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error("nothing to drag");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + start.height / 2 + 4, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  await page.mouse.up();
}

test("a month shows what falls into it, and the address keeps the days shown", async ({ page }) => {
  const deal = await openDeal(page);
  await expect(entry(dayCell(page, "2027-05-12"), deal.title)).toBeVisible();
  await expect(page.getByRole("heading", { name: "May 2027" })).toBeVisible();
  await page.getByRole("button", { name: "Next month" }).click();
  await expect(page.getByRole("heading", { name: "June 2027" })).toBeVisible();
  await expect(entry(page, deal.title)).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "June 2027" })).toBeVisible();
  await page.goBack();
  await expect(entry(dayCell(page, "2027-05-12"), deal.title)).toBeVisible();
  await page.getByText("Week", { exact: true }).click();
  await expect(page).toHaveURL(/view=week/);
});

test("table and calendar keep what is searched", async ({ page }) => {
  const deal = await openDeal(page);
  await page.getByText("Table", { exact: true }).click();
  await expect(page.getByTestId("count")).toHaveText("1");
  await page.getByText("Calendar", { exact: true }).click();
  await expect(entry(page, deal.title)).toBeVisible();
});

test("dragging moves a meeting with one PATCH that keeps its hours, and undo brings it back", async ({ page }) => {
  const meeting = await openMeeting(page, "month");
  const sent = watch(page, "PATCH");
  await drag(page, entry(page, meeting.title), dayCell(page, "2027-05-20"));
  await expect(entry(dayCell(page, "2027-05-20"), meeting.title)).toBeVisible();
  await expect.poll(meeting.times).toEqual(["2027-05-20T07:30:00.000Z", "2027-05-20T08:30:00.000Z"]);
  expect(sent.count()).toBe(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(entry(dayCell(page, "2027-05-12"), meeting.title)).toBeVisible();
  expect(await meeting.times()).toEqual(["2027-05-12T07:30:00.000Z", "2027-05-12T08:30:00.000Z"]);
});

test("pulling the lower edge of a meeting makes it longer, with one PATCH", async ({ page }) => {
  const meeting = await openMeeting(page, "day");
  const sent = watch(page, "PATCH");
  const box = await entry(page, meeting.title).boundingBox();
  if (!box) throw new Error("no meeting");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 2, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 2 - 3, { steps: 10 });
  await page.mouse.up();
  await expect.poll(meeting.times).toEqual(["2027-05-12T07:30:00.000Z", "2027-05-12T09:30:00.000Z"]);
  expect(sent.count()).toBe(1);
});

test("a refused move goes back to its day and says why", async ({ page }) => {
  const deal = await openDeal(page);
  await page.route(`**/api/v1/deals/${deal.id}`, (route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({
          status: 400,
          contentType: "application/problem+json",
          json: { code: "invalid", message: "this deal is closed", errors: [] },
        })
      : route.continue(),
  );
  await drag(page, entry(page, deal.title), dayCell(page, "2027-05-20"));
  await expect(page.getByRole("alert").filter({ hasText: "This deal is closed" })).toBeVisible();
  await expect(entry(dayCell(page, "2027-05-12"), deal.title)).toBeVisible();
  expect(await deal.close()).toBe("2027-05-12");
});

test("the keyboard reaches an entry and opens it", async ({ page }) => {
  const deal = await openDeal(page, "&view=agenda");
  await page.getByText("Agenda", { exact: true }).click();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (text.includes(deal.title)) break;
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("heading", { name: deal.title })).toBeVisible();
  await expect(page).toHaveURL(/peek=/);
});

test("a click on an empty day or hour creates there", async ({ page }) => {
  await openDeal(page);
  await dayCell(page, "2027-05-18").click({ position: { x: 40, y: 60 } });
  await expect(page.getByRole("dialog", { name: "New Deal" }).getByLabel("Expected close")).toHaveValue("2027-05-18");
  await page.keyboard.press("Escape");
  await openMeeting(page, "week");
  const slot = page.locator('[data-time="10:00:00"]').last();
  const box = await slot.boundingBox();
  if (!box) throw new Error("no ten o'clock");
  await page.mouse.click(box.x + box.width - 20, box.y + 5);
  // The last day of the week is a Saturday or a Sunday, as the browser's language has it.
  const start = page.getByRole("dialog", { name: "New Meeting" }).getByLabel(/^Start/);
  await expect(start).toHaveValue(/^2027-05-1[56]T10:00$/);
});

test("a full day says how many more there are", async ({ page }) => {
  const api = await signedIn(page.request);
  const name = tag();
  for (let at = 0; at < 9; at += 1) await api.post("/deals", { name: `Many ${name} ${at}`, expected_close: "2027-05-12" });
  await page.goto(`/records/deals/calendar?q=${name}&date=2027-05-01`);
  await page.getByRole("button", { name: /^\+\d more/ }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: new RegExp(`Many ${name}`) })).toHaveCount(9);
  expect(await violations(page)).toEqual([]);
});

test("more than a calendar shows at once is said", async ({ page }) => {
  await page.route(/\/api\/v1\/deals\?.*limit=500/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, pagination: { ...body.pagination, total: 1234 } } });
  });
  await page.goto("/records/deals/calendar");
  await expect(page.getByText("The first 500 of 1,234 are shown.")).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  for (const view of ["month", "week", "day", "agenda"]) {
    test(`the ${view} is accessible, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await openMeeting(page, view);
      expect(await violations(page)).toEqual([]);
    });
  }
}
