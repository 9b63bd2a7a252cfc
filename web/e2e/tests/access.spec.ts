import { type Colleague, colleague, expect, openList, pageOf, PERSON, signedIn, test, violations } from "../fixtures.ts";

const tag = () => crypto.randomUUID().slice(0, 8);

/** Chooses an option of a select field. */
async function choose(page: import("@playwright/test").Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** What the description of all entities says of deals: others have amounts of their own. */
function ofDeals(meta: string): string {
  const { data } = JSON.parse(meta) as { data: { entities: { name: string }[] } };
  return JSON.stringify(data.entities.find((entity) => entity.name === "deal"));
}

test("a hidden field is in no answer and on no page", async ({ page, browser }) => {
  const api = await signedIn(page.request);
  const name = `No amounts ${tag()}`;
  const all = { create: true, read: true, update: true, delete: true };
  await api.post("/profiles", { name, other: all, permissions: { deals: { ...all, fields: { amount: "hidden" } } } });
  const grace = await colleague(page.request, api, name);
  const { data: deal } = await api.post("/deals", { name: `Hidden ${tag()}`, amount: 98_765 });

  const theirs = await pageOf(browser, grace);
  const bodies: string[] = [];
  theirs.on("response", async (response) => {
    const [, path] = response.url().split("/api/v1");
    if (path === undefined) return;
    const body = await response.text().catch(() => "");
    bodies.push(path.startsWith("/meta") ? ofDeals(body) : body);
  });
  await theirs.goto(`/records/deals/${deal.id}`);
  await expect(theirs.getByRole("heading", { level: 1, name: deal.name })).toBeVisible();
  await expect(theirs.getByText("Probability").first()).toBeVisible();
  await expect(theirs.getByText("Amount", { exact: true })).toHaveCount(0);
  await theirs.goto("/records/deals");
  await expect(theirs.getByRole("grid").getByRole("link").first()).toBeVisible();
  await expect(theirs.getByRole("columnheader", { name: "Amount" })).toHaveCount(0);
  expect(bodies.length).toBeGreaterThan(3);
  expect(bodies.filter((body) => body.includes("98765") || /"amount"/.test(body))).toEqual([]);

  // The same page shows it to those who may see it, so the test looked in the right place.
  await page.goto(`/records/deals/${deal.id}`);
  await expect(page.getByText("Amount", { exact: true }).first()).toBeVisible();
  await theirs.context().close();
});

test("what a profile loses is gone with its user's next request", async ({ page, browser }) => {
  const api = await signedIn(page.request);
  const name = `Desk ${tag()}`;
  const all = { create: true, read: true, update: true, delete: true };
  await api.post("/profiles", { name, other: all });
  const grace = await colleague(page.request, api, name);
  const theirs = await signedIn(page.request, grace);
  expect(await theirs.status("/tickets?limit=1")).toBe(200);

  await page.goto("/settings/profiles");
  await choose(page, "Profile", name);
  await page.getByRole("checkbox", { name: "See: Tickets" }).uncheck();
  await expect(page.getByRole("checkbox", { name: "Change: Tickets" })).not.toBeChecked();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  expect([403, 404]).toContain(await theirs.status("/tickets?limit=1"));
  const window = await pageOf(browser, grace);
  await window.goto("/dashboard");
  await expect(window.getByRole("link", { name: "Deals", exact: true })).toBeVisible();
  await expect(window.getByRole("link", { name: "Tickets", exact: true })).toHaveCount(0);
  await window.context().close();
});

test("the last administrator stays one, and the server says why", async ({ page }) => {
  const api = await signedIn(page.request);
  await page.goto("/settings/users");
  await page.getByRole("button", { name: `Edit ${PERSON.name}` }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, "Profile", "Sales representative");
  await expect(dialog.getByText("will no longer be an administrator")).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/administrator/i);
  await expect(dialog.getByRole("alert")).toBeFocused();
  expect((await api.get("/me")).data.access.administrator).toBe(true);
});

test("roles are made, dragged, moved by choice and removed", async ({ page }) => {
  const api = await signedIn(page.request);
  const [top, low] = [`Chief ${tag()}`, `Clerk ${tag()}`];
  const parentOf = async (name: string) => {
    const roles = (await api.get("/roles")).data as { id: string; name: string; parent: string | null }[];
    const parent = roles.find((one) => one.name === name)?.parent;
    return roles.find((one) => one.id === parent)?.name ?? null;
  };
  await page.goto("/settings/roles");
  for (const name of [top, low]) {
    await page.getByRole("button", { name: "New role" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: name }).first()).toBeVisible();
  }

  await page.getByTitle(`Drag ${low}`).dragTo(page.getByRole("button", { name: `Add a role below ${top}` }));
  await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
  await expect.poll(() => parentOf(low)).toBe(top);

  await page.getByRole("button", { name: `More for ${low}` }).click();
  await page.getByRole("menuitem", { name: "Edit or move" }).click();
  await page.getByLabel("Move under").selectOption({ label: "Nobody, at the top" });
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect.poll(() => parentOf(low)).toBeNull();

  await page.getByRole("button", { name: `More for ${low}` }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: low })).toHaveCount(0);
});

test.describe("with deals closed to all", () => {
  let grace: Colleague;
  let deal: { id: string; name: string };

  test.beforeEach(async ({ page }) => {
    const api = await signedIn(page.request);
    await api.put("/sharing/defaults/deals", { access: "private" });
    grace = await colleague(page.request, api, "Sales representative");
    const made = await api.post("/deals", { name: `Closed ${tag()}`, amount: 777_000 });
    deal = made.data;
  });

  test.afterEach(async ({ page }) => {
    const api = await signedIn(page.request);
    await api.put("/sharing/defaults/deals", { access: "write" });
  });

  test("a rule made in the form opens what matches, and the record tells why", async ({ page }) => {
    const theirs = await signedIn(page.request, grace);
    expect(await theirs.status(`/deals/${deal.id}`)).toBe(404);
    const rule = `Large ${tag()}`;
    await page.goto("/settings/sharing");
    await page.getByRole("button", { name: "New rule" }).click();
    const dialog = page.getByRole("dialog", { name: "New rule" });
    await dialog.getByLabel("Name").fill(rule);
    await choose(page, "Records", "Deals");
    await dialog.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("combobox", { name: "Field" }).click();
    await page.getByRole("option", { name: "Amount", exact: true }).click();
    await page.getByLabel("Comparison").selectOption("gte");
    await page.getByLabel("Value").fill("777000");
    await page.getByRole("button", { name: "Apply" }).click();
    await choose(page, "Opened to", "Person");
    await choose(page, "Opened to: which one", grace.name);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(`${grace.name} may see all Deals`)).toBeVisible();
    await expect(page.getByText("Amount is at least 777,000")).toBeVisible();
    expect(await theirs.status(`/deals/${deal.id}`)).toBe(200);

    await page.goto(`/records/deals/${deal.id}`);
    await page.getByRole("button", { name: "More for this record" }).click();
    await page.getByRole("menuitem", { name: "Who can see this" }).click();
    const access = page.getByRole("dialog");
    const row = access.getByRole("list", { name: "Who can see this" }).getByRole("listitem").filter({ hasText: grace.name }).first();
    await expect(row).toContainText(rule);
  });

  test("a record is shared with one person and taken back", async ({ page }) => {
    const theirs = await signedIn(page.request, grace);
    expect(await theirs.status(`/deals/${deal.id}`)).toBe(404);
    await page.goto(`/records/deals/${deal.id}`);
    await page.getByRole("button", { name: "More for this record" }).click();
    await page.getByRole("menuitem", { name: "Who can see this" }).click();
    await choose(page, "Why can somebody see this, or why not?", grace.name);
    await expect(page.getByText(`${grace.name} cannot see this.`)).toBeVisible();

    await page.getByRole("tab", { name: "Sharing" }).click();
    await choose(page, "Share with: which one", grace.name);
    await page.getByLabel("They may").selectOption("write");
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await expect(page.getByRole("button", { name: `Stop sharing with ${grace.name}` })).toBeVisible();
    expect(await theirs.status(`/deals/${deal.id}`)).toBe(200);

    await page.getByRole("tab", { name: "Who can see this" }).click();
    await choose(page, "Why can somebody see this, or why not?", grace.name);
    await expect(page.getByText(`${grace.name} can see`)).toBeVisible();

    await page.getByRole("tab", { name: "Sharing" }).click();
    await page.getByRole("button", { name: `Stop sharing with ${grace.name}` }).click();
    await page.getByRole("dialog", { name: "Stop sharing?" }).getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("Not shared with anybody by hand.")).toBeVisible();
    expect(await theirs.status(`/deals/${deal.id}`)).toBe(404);
  });
});

test("an administrator works as somebody else, sees it all the time, and stops", async ({ page }) => {
  const api = await signedIn(page.request);
  const grace = await colleague(page.request, api, "Sales representative");
  await page.goto("/settings/users");
  await page.getByRole("button", { name: `More for ${grace.name}` }).click();
  await page.getByRole("menuitem", { name: "Work as this person" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Work as this person" }).click();
  const banner = page.getByRole("status").filter({ hasText: `You are working as ${grace.name}` });
  await expect(banner).toBeVisible();
  await openList(page, "contacts");
  await expect(banner).toBeVisible();
  await expect(page.getByRole("button", { name: `Menu of ${grace.name}` })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await banner.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: `Menu of ${PERSON.name}` })).toBeVisible();
  await expect(banner).toHaveCount(0);
});
