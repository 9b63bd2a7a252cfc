/** What every test has: the address, the person who signed up, and a watch on the console. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type APIRequestContext, type Browser, expect, type Page, test as base } from "@playwright/test";

export const PERSON = {
  company: "Northwind Roofing",
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "correct horse battery staple",
};

/** The browser itself logs each refused request; the tests cause some of them on purpose. */
const EXPECTED = /Failed to load resource: the server responded with a status of 4(00|01|04|09|22)/;

interface Options {
  /** Whether the test starts signed in. Each signs in anew: a refresh token serves only once. */
  isSignedIn: boolean;
}

export const test = base.extend<Options & { session: void; consoleErrors: string[] }>({
  baseURL: async ({}, use) => use(process.env.RAPPORT_URL),
  isSignedIn: [true, { option: true }],
  session: [
    async ({ context, isSignedIn }, use) => {
      if (isSignedIn) {
        await context.request.post("/api/v1/sessions", {
          headers: { "X-Rapport-Client": "web" },
          data: { email: PERSON.email, password: PERSON.password },
        });
        await context.addInitScript(() => localStorage.setItem("rapport.session", "1"));
      }
      await use();
    },
    { auto: true },
  ],
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !EXPECTED.test(message.text())) errors.push(message.text());
      });
      page.on("pageerror", (error) => errors.push(error.message));
      await use(errors);
      expect(errors, "console errors").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a list and waits for its first row. */
export async function openList(page: Page, plural: string, search = ""): Promise<void> {
  await page.goto(`/records/${plural}${search}`);
  await expect(page.getByRole("grid").getByRole("link").first()).toBeVisible();
}

export async function count(page: Page): Promise<number> {
  const text = await page.getByTestId("count").innerText();
  return Number(text.replace(/\D/g, ""));
}

/** The API, as the same person, for what a test must set up or check behind the page's back. */
export async function signedIn(request: APIRequestContext, person: { email: string; password: string } = PERSON) {
  const session = await request.post("/api/v1/sessions", {
    data: { email: person.email, password: person.password },
  });
  const { data } = (await session.json()) as { data: { access_token: string } };
  const headers = { Authorization: `Bearer ${data.access_token}` };
  return {
    get: async (path: string) => (await request.get(`/api/v1${path}`, { headers })).json(),
    post: async (path: string, body: object) =>
      (await request.post(`/api/v1${path}`, { headers, data: body })).json(),
    patch: async (path: string, body: object) =>
      (await request.patch(`/api/v1${path}`, { headers, data: body })).json(),
    put: async (path: string, body: object) =>
      (await request.put(`/api/v1${path}`, { headers, data: body })).json(),
    /** The answer's status alone. */
    status: async (path: string) => (await request.get(`/api/v1${path}`, { headers })).status(),
  };
}

/** The API, as somebody else. */
export type Api = Awaited<ReturnType<typeof signedIn>>;

export interface Colleague {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** Somebody who accepted an invitation, with a profile by name and maybe a role by id. */
export async function colleague(request: APIRequestContext, api: Api, profile: string, role?: string): Promise<Colleague> {
  const tag = crypto.randomUUID().slice(0, 8);
  const person = { name: `Grace ${tag}`, email: `grace.${tag}@example.com`, password: "another good password" };
  const profiles = (await api.get("/profiles")).data as { id: string; name: string }[];
  const wanted = profiles.find((one) => one.name === profile)?.id;
  const invitation = await api.post("/invitations", { name: person.name, email: person.email, profile: wanted, ...(role ? { role } : {}) });
  const token = String(invitation.data.link).split("/").at(-1);
  const { name, password } = person;
  const accepted = await request.post(`/api/v1/invitations/${token}/accept`, { data: { name, password } });
  const { data } = (await accepted.json()) as { data: { user: { id: string } } };
  return { id: data.user.id, ...person };
}

/** A page in a browser of their own, where that person is signed in. */
export async function pageOf(browser: Browser, person: { email: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.RAPPORT_URL, bypassCSP: true, locale: "en-GB" });
  await context.request.post("/api/v1/sessions", {
    headers: { "X-Rapport-Client": "web" },
    data: { email: person.email, password: person.password },
  });
  await context.addInitScript(() => localStorage.setItem("rapport.session", "1"));
  return context.newPage();
}

/** Counts requests of a method from now on. */
export function watch(page: Page, method: string): { count: () => number } {
  let seen = 0;
  page.on("request", (request) => {
    if (request.method() === method && request.url().includes("/api/v1/")) seen += 1;
  });
  return { count: () => seen };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Every violation of the WCAG tags, as text. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // What is still fading in has other colours.
  await page.evaluate(() => {
    const finite = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(finite.map((animation) => animation.finished));
  });
  return page.evaluate(async (values) => {
    const { axe: runner } = window as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: Found[] }> };
    };
    type Found = { id: string; nodes: { html: string }[] };
    const result = await runner.run(document, { runOnly: { type: "tag", values } });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  }, TAGS);
}
