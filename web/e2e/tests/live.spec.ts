/** S14: what one changes, the other sees; and the socket as other systems' clients use it. */
import { io, type Socket } from "socket.io-client";
import { expect, PERSON, test } from "../fixtures.ts";

interface Answer {
  ok: boolean;
  error?: string;
}

async function token(request: import("@playwright/test").APIRequestContext): Promise<string> {
  const answer = await request.post("/api/v1/sessions", {
    data: { email: PERSON.email, password: PERSON.password },
  });
  return ((await answer.json()) as { data: { access_token: string } }).data.access_token;
}

function heard<T>(socket: Socket, name: string, wanted: (data: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve) => {
    const listener = (data: T) => {
      if (!wanted(data)) return;
      socket.off(name, listener);
      resolve(data);
    };
    socket.on(name, listener);
  });
}

for (const transports of [["polling"], ["websocket"], ["polling", "websocket"]]) {
  test(`a Socket.IO client hears changes by ${transports.join(", then ")}`, async ({ request, baseURL }) => {
    const bearer = await token(request);
    const socket = io(baseURL ?? "", { auth: { token: bearer }, transports, reconnection: false });
    try {
      const hello = await heard<{ userId: string; tenantId: string; message: string }>(socket, "connected");
      expect(hello.userId).toMatch(/^[0-9a-f-]{36}$/);
      const own = (await socket.emitWithAck("subscribe", { room: "entity:contact" })) as Answer;
      expect(own.ok).toBe(true);
      const changes: { type: string; record: string }[] = [];
      socket.on("change", (change) => changes.push(change));
      const created = await request.post("/api/v1/contacts", {
        headers: { Authorization: `Bearer ${bearer}` },
        data: { last_name: "Heard" },
      });
      const { data } = (await created.json()) as { data: { id: string } };
      const told = () => changes.find(({ record }) => record === data.id)?.type;
      await expect.poll(told).toBe("contact.created");
    } finally {
      socket.close();
    }
  });
}

test("foreign rooms and bad tokens are refused", async ({ request, baseURL }) => {
  const bearer = await token(request);
  const socket = io(baseURL ?? "", { auth: { token: `Bearer ${bearer}` }, reconnection: false });
  const stranger = io(baseURL ?? "", { auth: { token: "nonsense" }, reconnection: false });
  try {
    const [refused] = await Promise.all([heard<Error>(stranger, "connect_error"), heard(socket, "connected")]);
    expect(refused.message).toMatch(/^Authentication error: /);
    for (const room of [
      "tenant:019a0000-0000-7000-8000-000000000001",
      "user:019a0000-0000-7000-8000-000000000001",
      "record:contact:019a0000-0000-7000-8000-000000000001",
      "entity:nonsense",
      "everything",
    ]) {
      const answer = (await socket.emitWithAck("subscribe", { room })) as Answer;
      expect(answer, room).toMatchObject({ ok: false });
    }
  } finally {
    socket.close();
    stranger.close();
  }
});

test("a change by somebody else shows without a reload", async ({ page, request }) => {
  const bearer = await token(request);
  const headers = { Authorization: `Bearer ${bearer}` };
  const created = await request.post("/api/v1/contacts", { headers, data: { last_name: "Livewire" } });
  const { data } = (await created.json()) as { data: { id: string } };
  const socket = page.waitForEvent("websocket");
  await page.goto(`/records/contacts/${data.id}`);
  await expect(page.getByRole("heading", { name: "Livewire" })).toBeVisible();
  const opened = await socket;
  await opened.waitForEvent("framereceived", (frame) => String(frame.payload).includes("connected"));
  await request.patch(`/api/v1/contacts/${data.id}`, { headers, data: { last_name: "Changed elsewhere" } });
  await expect(page.getByRole("heading", { name: "Changed elsewhere" })).toBeVisible();
});

test("who else looks at a record is shown, and gone when they leave", async ({ page, browser, baseURL }) => {
  const id = await page.request
    .get("/api/v1/setup")
    .then(() => token(page.request))
    .then(async (bearer) => {
      const headers = { Authorization: `Bearer ${bearer}` };
      const invited = await page.request.post("/api/v1/invitations", {
        headers,
        data: { email: `viewer-${Date.now()}@example.com`, name: "Vera Viewer" },
      });
      const { link } = ((await invited.json()) as { data: { link: string } }).data;
      const created = await page.request.post("/api/v1/contacts", { headers, data: { last_name: "Meeting place" } });
      const { data } = (await created.json()) as { data: { id: string } };
      return { link, contact: data.id };
    });
  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  try {
    const accepted = await other.request.post(`/api/v1/invitations/${id.link.split("/").pop()}/accept`, {
      headers: { "X-Rapport-Client": "web" },
      data: { name: "Vera Viewer", password: PERSON.password },
    });
    expect(accepted.status()).toBe(201);
    await other.addInitScript(() => localStorage.setItem("rapport.session", "1"));
    await page.goto(`/records/contacts/${id.contact}`);
    const theirs = await other.newPage();
    await theirs.goto(`/records/contacts/${id.contact}`);
    const seen = page.getByRole("img", { name: /Vera Viewer/ });
    await expect(seen).toBeVisible({ timeout: 15_000 });
    await theirs.goto("/");
    await expect(seen).toBeHidden({ timeout: 15_000 });
  } finally {
    await other.close();
  }
});
