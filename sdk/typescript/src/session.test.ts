import { describe, expect, it, vi } from "vitest";
import { Rapport } from "./client.ts";
import { RapportError } from "./errors.ts";

const user = { id: "u", name: "Ada", email: "ada@example.com", profile: { id: "p", name: "Administrator", administrator: true }, role: null, active: true };

/** A server that takes each token once it was given out, until it is told that it has ended. */
function server() {
  let given = 0;
  let ended = "";
  const calls: string[] = [];
  const respond = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  const session = (expires = 900) =>
    respond(200, { data: { access_token: `t${(given += 1)}`, expires_in: expires, refresh_token: `r${given}`, user, tenant: {} } });
  const fetch = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
    const path = String(input).replace("http://x/api/v1", "");
    calls.push(`${init?.method} ${path}`);
    if (path === "/sessions" || path === "/sessions/refresh") return session();
    const token = new Headers(init?.headers).get("Authorization");
    if (!token || token === `Bearer ${ended}`) return respond(401, { code: "unauthenticated", detail: "sign in" });
    return respond(200, { data: [], pagination: { limit: 1, has_more: false }, token });
  });
  return { fetch: fetch as typeof globalThis.fetch, calls, end: (token: string) => (ended = token) };
}

async function signedIn() {
  const one = server();
  const rapport = new Rapport({ baseUrl: "http://x", fetch: one.fetch });
  await rapport.session.signIn({ email: "ada@example.com", password: "secret" });
  return { ...one, rapport };
}

describe("session", () => {
  it("is renewed once for many requests that are refused at the same time", async () => {
    const { rapport, calls, end } = await signedIn();
    end("t1");
    await Promise.all([1, 2, 3].map(() => rapport.records("deals").list()));
    expect(calls.filter((call) => call === "POST /sessions/refresh")).toHaveLength(1);
    expect(calls.filter((call) => call === "GET /deals")).toHaveLength(6);
  });

  it("ends, and says so, when the refresh is refused", async () => {
    const { rapport, end } = await signedIn();
    end("t1");
    const refused = vi.fn(async () => new Response(JSON.stringify({ code: "session_ended", detail: "over" }), { status: 401 }));
    const events: string[] = [];
    const again = new Rapport({ baseUrl: "http://x", fetch: refused as typeof globalThis.fetch });
    again.session.onChange((event) => events.push(event));
    await expect(again.records("deals").list()).rejects.toBeInstanceOf(RapportError);
    expect(again.session.isSignedIn).toBe(false);
    expect(rapport.session.isSignedIn).toBe(true);
  });

  it("puts a filter into the address as the API reads it", async () => {
    const { rapport, calls } = await signedIn();
    await rapport.records("deals").list({ filter: { field: "stage", op: "eq", value: "won" }, limit: 5 });
    expect(decodeURIComponent(calls.at(-1) ?? "")).toContain('limit=5&filter={"field":"stage","op":"eq","value":"won"}');
  });

  it("tells an unreachable server from a refusal", async () => {
    const broken = () => Promise.reject(new TypeError("no network"));
    const rapport = new Rapport({ baseUrl: "http://x", fetch: broken as typeof globalThis.fetch });
    await expect(rapport.setup()).rejects.toMatchObject({ isOffline: true, code: "offline" });
  });
});
