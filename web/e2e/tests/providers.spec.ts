/** Sign-in through a real provider, and passkeys of the browser's own authenticator. */
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { ADMIN, type Installation, startInstallation } from "../provider.ts";

test.describe.configure({ mode: "serial" });

let installation: Installation;
let admin: { token: string; api: APIRequestContext };

test.beforeAll(async ({ playwright }) => {
  installation = await startInstallation();
  const api = await playwright.request.newContext({ baseURL: installation.url });
  const founded = await api.post("/api/v1/tenants", { data: ADMIN });
  expect(founded.status()).toBe(201);
  admin = { api, token: (await founded.json()).data.access_token };
});

test.afterAll(async () => {
  await admin?.api.dispose();
  await installation?.stop();
});

async function asAdmin(method: string, path: string, data?: unknown) {
  const headers = { Authorization: `Bearer ${admin.token}` };
  const answer = await admin.api.fetch(`/api/v1${path}`, { method, headers, data });
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()).data;
}

const start = () => `${installation.url}/api/v1/sign-in/oidc/company/start?next=%2Fdashboard`;

/** Says at the provider who one is, and agrees. */
async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: /continue/i }).click();
}

/** Where the browser would be sent, to be changed on the way. */
async function authorization(page: Page): Promise<URL> {
  const answer = await page.request.get(start(), { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  return new URL(answer.headers().location ?? "");
}

/** Whom the browser's cookie signs in. */
async function whoAmI(page: Page): Promise<string | undefined> {
  const headers = { "X-Rapport-Client": "web" };
  const answer = await page.request.post(`${installation.url}/api/v1/sessions/refresh`, { headers });
  return answer.ok() ? (await answer.json()).data.user.email : undefined;
}

async function refused(page: Page, words: RegExp): Promise<void> {
  await expect(page.getByRole("heading", { name: "Sign-in did not work" })).toBeVisible();
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to sign-in" })).toBeVisible();
  expect(await whoAmI(page)).toBeUndefined();
}

test("an invited person joins through the provider, and a link works once", async ({ page }) => {
  await asAdmin("POST", "/invitations", { email: "mem@example.com", name: "Mem" });
  const callbacks: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/callback?")) callbacks.push(request.url());
  });
  await page.goto(`${installation.url}/sign-in?next=%2Fdashboard`);
  await page.getByRole("link", { name: "Sign in with Company account" }).click();
  await signInAtProvider(page, "mem");
  await page.waitForURL(`${installation.url}/dashboard`);
  await expect(page.getByRole("navigation").first()).toBeVisible();
  expect(await asAdmin("GET", "/users")).toContainEqual(expect.objectContaining({ email: "mem@example.com", name: "mem at home" }));
  expect(callbacks).toHaveLength(1);
  await page.context().clearCookies({ name: "rapport_refresh" });
  await page.goto(callbacks[0] ?? "");
  await refused(page, /is over or was begun in another browser/);
  // The provider still knows the browser, Rapport still knows the subject.
  await page.goto(start());
  await page.waitForURL(`${installation.url}/dashboard`);
  expect(await whoAmI(page)).toBe("mem@example.com");
});

test("another state, another nonce and another browser are refused", async ({ page, browser }) => {
  for (const parameter of ["state", "nonce"]) {
    const url = await authorization(page);
    url.searchParams.set(parameter, "another");
    await page.goto(url.href);
    if (await page.locator("input[name=login]").isVisible()) await signInAtProvider(page, "mem");
    await refused(page, parameter === "state" ? /begun in another browser/ : /could not be accepted/);
  }
  const url = await authorization(page);
  const other = await browser.newContext();
  const stranger = await other.newPage();
  await stranger.goto(url.href);
  await signInAtProvider(stranger, "mem");
  await refused(stranger, /begun in another browser/);
  await other.close();
});

test("unverified, unknown and deactivated people are told what to do", async ({ browser }) => {
  const users = (await asAdmin("GET", "/users")) as { id: string; email: string }[];
  const member = users.find((user) => user.email === "mem@example.com");
  await asAdmin("PATCH", `/users/${member?.id}`, { active: false });
  await asAdmin("POST", "/invitations", { email: "unverified@example.com", name: "Un" });
  const expected: Record<string, RegExp> = {
    unverified: /has not verified your e-mail address/,
    nobody: /there is no account for nobody@example.com, ask an administrator/i,
    mem: /your account is not active any more/i,
    // Signed up with a password, and never proved the address.
    ada: /has not proved its e-mail address/,
  };
  for (const [name, words] of Object.entries(expected)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(start());
    await signInAtProvider(page, name);
    await refused(page, words);
    await context.close();
  }
});

/** A request of the page, as the web app sends it. */
async function send(page: Page, path: string, data: unknown, token?: string): Promise<{ status: number; data: any }> {
  return page.evaluate(
    async ({ path, data, token }) => {
      const headers: Record<string, string> = { "Content-Type": "application/json", "X-Rapport-Client": "web" };
      if (token) headers.Authorization = `Bearer ${token}`;
      const answer = await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(data) });
      return { status: answer.status, data: (await answer.json()).data };
    },
    { path, data, token },
  );
}

test("a passkey of the browser's own authenticator signs in without a password", async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${installation.url}/sign-in`);
  const session = await send(page, "/sessions", { email: ADMIN.email, password: ADMIN.password });
  const token = session.data.access_token;
  const make = await send(page, "/me/passkeys/options", {}, token);
  const made = await page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return credential.toJSON();
  }, make.data);
  const added = await send(page, "/me/passkeys", { name: "This browser", credential: made }, token);
  expect([added.status, added.data?.name]).toEqual([201, "This browser"]);

  await page.context().clearCookies();
  const signIn = async () => {
    const ask = await send(page, "/sessions/passkey/options", {});
    const credential = await page.evaluate(async (options) => {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON();
    }, ask.data);
    return { credential, answer: await send(page, "/sessions/passkey", { credential }) };
  };
  const { credential, answer } = await signIn();
  expect([answer.status, answer.data?.user.email]).toEqual([200, ADMIN.email]);
  expect(await whoAmI(page)).toBe(ADMIN.email);
  // The same answer again, and one of an authenticator that does not verify its user.
  expect((await send(page, "/sessions/passkey", { credential })).status).toBe(401);
  await client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  const ask = await send(page, "/sessions/passkey/options", {});
  const unverified = page.evaluate(async (options) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    await navigator.credentials.get({ publicKey });
  }, ask.data);
  await expect(unverified).rejects.toThrow(/NotAllowedError/);
});
