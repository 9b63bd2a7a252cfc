/** An installation of its own that trusts a real OpenID Connect provider, which this process runs. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
// @ts-expect-error the package brings no types
import Provider from "oidc-provider";
import { executable, freePort, untilReady } from "./server.ts";

export const ADMIN = { company: "Acme", name: "Ada", email: "ada@example.com", password: "correct horse battery staple" };

const CLIENT = { id: "rapport", secret: "a secret of both" };

export interface Installation {
  url: string;
  issuer: string;
  stop: () => Promise<void>;
}

/** Whoever types a name at the provider is `name@example.com`; nobody checked the address of `unverified`. */
function person(name: string) {
  const claims = { sub: name, email: `${name}@example.com`, email_verified: name !== "unverified", name: `${name} at home` };
  return { accountId: name, claims: () => claims };
}

async function startProvider(redirect: string): Promise<{ issuer: string; server: Server }> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_: unknown, name: string) => person(name),
    cookies: { keys: ["only for this test"] },
  });
  const server = createServer(provider.callback());
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return { issuer, server };
}

export async function startInstallation(): Promise<Installation> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { issuer, server } = await startProvider(`${url}/api/v1/sign-in/oidc/company/callback`);
  const data = mkdtempSync(join(tmpdir(), "rapport-oidc-"));
  const settings = [
    `public_url = "${url}"`,
    `outbound_networks = ["127.0.0.1"]`,
    `[[sign_in_providers]]`,
    `name = "company"`,
    `label = "Company account"`,
    `issuer = "${issuer}"`,
    `client_id = "${CLIENT.id}"`,
  ];
  writeFileSync(join(data, "rapport.toml"), settings.join("\n"));
  const rapport = spawn(executable(), ["serve", "--listen", `127.0.0.1:${port}`, "--data", data], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, RAPPORT_SIGN_IN_COMPANY_SECRET: CLIENT.secret },
  });
  await untilReady(url, rapport);
  const stop = async () => {
    const ended = new Promise((done) => rapport.once("exit", done));
    rapport.kill("SIGTERM");
    await ended;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    rmSync(data, { recursive: true, force: true });
  };
  return { url, issuer, stop };
}
