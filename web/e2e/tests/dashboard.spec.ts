import { count, expect, signedIn, test } from "../fixtures.ts";

test("a bar opens the list with the same count", async ({ page }) => {
  await page.goto("/dashboard");
  const bar = page.getByRole("region", { name: "Pipeline by stage" }).getByRole("link").first();
  await expect(bar).toBeVisible();
  const shown = Number(await bar.getByTestId("bar-count").innerText());
  expect(shown).toBeGreaterThan(0);
  await bar.click();
  await expect(page.getByTestId("count")).toBeVisible();
  expect(await count(page)).toBe(shown);
});

test("no figure is shown before it is known", async ({ page }) => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/v1/deals/aggregate?*", async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto("/dashboard");
  const pipeline = page.getByRole("region", { name: "Pipeline by stage" });
  await expect(pipeline.getByRole("status", { name: "Loading" })).toBeVisible();
  await expect(pipeline.getByRole("link")).toHaveCount(0);
  answer();
  await expect(pipeline.getByRole("link").first()).toBeVisible();
});

test("a task is done with one click and comes back with undo", async ({ page }) => {
  const api = await signedIn(page.request);
  const title = `Call ${crypto.randomUUID().slice(0, 6)}`;
  const { data } = await api.post("/tasks", { title, due_at: "2020-01-01T09:00:00Z" });
  await page.goto("/dashboard");
  await page.getByRole("button", { name: `Complete ${title}` }).click();
  await expect(page.getByText(`${title} is done`)).toBeVisible();
  expect((await api.get(`/tasks/${data.id}`)).data.status).toBe("completed");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await api.get(`/tasks/${data.id}`)).data.status).toBe("pending");
});

test("each chart has its figures as a table", async ({ page }) => {
  await page.goto("/dashboard");
  const widget = page.getByRole("region", { name: /Won per month/ });
  await widget.getByRole("button", { name: "As a table" }).click();
  await expect(widget.getByRole("row")).toHaveCount(13);
});
