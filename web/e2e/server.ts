/** Starts the server for the tests and ends it after them. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { takeLetters } from "./letters.ts";

const START_MS = 30_000;

/** All tests come from one address, as one person, within minutes. */
const UNLIMITED = {
  RAPPORT_LIMIT_ANONYMOUS: "0",
  RAPPORT_LIMIT_SIGNED_IN: "0",
  RAPPORT_LIMIT_WEB: "0",
  RAPPORT_LIMIT_BURST: "0",
};

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.RAPPORT_URL) return undefined;
  const data = mkdtempSync(join(tmpdir(), "rapport-e2e-"));
  const address = `127.0.0.1:${await freePort()}`;
  const letters = await takeLetters(join(data, "letters.jsonl"));
  process.env.RAPPORT_TEST_LETTERS = join(data, "letters.jsonl");
  const mail = { RAPPORT_MAIL_SMTP_URL: `smtp://127.0.0.1:${letters.port}`, RAPPORT_MAIL_FROM: "Rapport <crm@example.com>" };
  const server = spawn(executable(), ["serve", "--listen", address, "--data", data], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...UNLIMITED, ...mail },
  });
  process.env.RAPPORT_URL = `http://${address}`;
  await untilReady(process.env.RAPPORT_URL, server);
  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    await letters.end();
    rmSync(data, { recursive: true, force: true });
  };
}

export function executable(): string {
  const target = process.env.CARGO_TARGET_DIR ?? resolve("../../target");
  return process.env.RAPPORT_BIN ?? join(target, "debug", "rapport");
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

export async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error("the server ended before it was ready");
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the server was not ready in time");
}
