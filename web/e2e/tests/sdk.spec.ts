/** The client for other pages, `/sdk/rapport.js`, as other systems' pages use theirs. */
import { expect, PERSON, test } from "../fixtures.ts";

const person = { email: PERSON.email, password: PERSON.password };

/** What the tests use of the file; its real types are those of the package, which a project of its own checks. */
interface Sdk {
  configure(options: { dialect?: string }): unknown;
  AuthAPI: {
    login(credentials: typeof person): Promise<{ data: { access_token: string } }>;
    me(): Promise<{ email: string }>;
    logout(): Promise<void>;
  };
  Lead: {
    list(sort?: string, limit?: number): Promise<Lead[]>;
    get(id: string): Promise<Lead>;
    create(values: object): Promise<Lead>;
    update(id: string, changes: object): Promise<Lead>;
    delete(id: string): Promise<void>;
    search(text: string, filters?: object): Promise<Lead[]>;
  };
  api: {
    auth: {
      login(credentials: typeof person): Promise<{ access_token: string; user: { id: number } }>;
      getProfile(): Promise<{ id: number; email: string }>;
    };
    users: { getUsers(): Promise<{ id: number; email: string }[]>; getUser(id: number): Promise<{ id: number }> };
    strategies: { createStrategy(values: object): Promise<{ id: number }> };
    clients: {
      getClients(): Promise<{ id: number }[]>;
      createClient(values: object): Promise<{ id: number; userId: number; name: string }>;
      getClientsByUser(id: number): Promise<{ id: number }[]>;
      deleteClient(id: number): Promise<unknown>;
    };
  };
}

interface Lead {
  id: string;
  first_name: string;
  last_name: string;
  status: string;
  deleted_at?: string | null;
}

for (const dialect of [undefined, "nexa"]) {
  test(`Lead, AuthAPI: ${dialect ?? "in Rapport's own words"}`, async ({ page }) => {
    await page.goto("/docs");
    const told = await page.evaluate(
      async ({ person, dialect }) => {
        const url = "/sdk/rapport.js";
        const { configure, AuthAPI, Lead } = (await import(url)) as Sdk;
        configure(dialect ? { dialect } : {});
        const { data } = await AuthAPI.login(person);
        const me = await AuthAPI.me();
        const lead = await Lead.create({ first_name: "Sdk", last_name: "Shape", email: "sdk@example.org" });
        const newest = await Lead.list("-created_at", 5);
        const got = await Lead.get(lead.id);
        const changed = await Lead.update(lead.id, { status: "qualified" });
        const found = await Lead.search("Shape", { status: "qualified" });
        const others = await Lead.search("Shape", { status: "new" });
        await Lead.delete(lead.id);
        // Rapport's own words show a record that is in the bin; Nexa has no bin.
        const binned = await Lead.get(lead.id).catch((error: { status: number }) => error.status);
        const gone = typeof binned === "object" && binned.deleted_at ? 404 : binned;
        await AuthAPI.logout();
        const out = await Lead.list().catch((error: { status: number }) => error.status);
        return {
          token: data.access_token.length,
          me: me.email,
          first: newest[0]?.id === lead.id,
          got: got.last_name,
          changed: changed.status,
          found: found.filter((one) => one.id === lead.id).length,
          others: others.filter((one) => one.id === lead.id).length,
          gone,
          out,
        };
      },
      { person, dialect },
    );
    expect(told.token).toBeGreaterThan(20);
    expect(told).toMatchObject({
      me: person.email,
      first: true,
      got: "Shape",
      changed: "qualified",
      found: 1,
      others: 0,
      gone: 404,
      out: 401,
    });
  });
}

test("api: Loctelli's client over its dialect", async ({ page }) => {
  await page.goto("/docs");
  const told = await page.evaluate(async (person) => {
    const url = "/sdk/rapport.js";
    const { api } = (await import(url)) as Sdk;
    const auth = await api.auth.login(person);
    const profile = await api.auth.getProfile();
    const users = await api.users.getUsers();
    const user = await api.users.getUser(profile.id);
    const strategy = await api.strategies.createStrategy({ userId: profile.id, name: "Test Strategy" });
    const client = await api.clients.createClient({
      userId: profile.id,
      strategyId: strategy.id,
      name: "Test Client",
      email: "c@example.org",
    });
    const own = await api.clients.getClientsByUser(profile.id);
    await api.clients.deleteClient(client.id);
    return {
      id: auth.user.id,
      profile,
      user: user.id,
      users: users.some((one) => one.id === profile.id),
      client: client.id,
      own: own.some((one) => one.id === client.id),
      left: (await api.clients.getClients()).some((one) => one.id === client.id),
    };
  }, person);
  expect(Number.isInteger(told.id)).toBe(true);
  expect(told.profile).toMatchObject({ id: told.id, email: person.email });
  expect(told).toMatchObject({ user: told.id, users: true, own: true, left: false });
  expect(Number.isInteger(told.client)).toBe(true);
});
