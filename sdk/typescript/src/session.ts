/**
 * Who is signed in. Keeps the access token in memory, renews it, and tells listeners when it ends.
 *
 * Every refresh spends the old refresh token, so two refreshes must never run at once: calls in this
 * page share one promise, and pages of one browser take turns with `navigator.locks`.
 */
import type { PasskeyOptions, TotpSetup } from "./account.ts";
import { RapportError } from "./errors.ts";
import type { Founding, SecondFactor, SessionData, SignInResult } from "./types.ts";

/** Keeps the refresh token when the browser's cookie cannot. */
export interface TokenStore {
  read(): string | null;
  write(token: string | null): void;
}

export type SessionEvent = "signed-in" | "signed-out" | "expired";

export interface SessionTransport {
  send<T>(method: string, path: string, body?: unknown): Promise<T>;
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
}

interface Answer {
  data: SessionData;
}

interface FirstAnswer {
  data: SessionData | { mfa: SecondFactor };
}

interface ActingAnswer {
  data: Pick<SessionData, "access_token" | "expires_in">;
}

const LOCK = "rapport-session-refresh";
/** A token this close to its end is renewed before it is used. */
const MARGIN_MS = 30_000;

function memoryStore(): TokenStore {
  let token: string | null = null;
  return { read: () => token, write: (next) => void (token = next) };
}

export class Session {
  private token: string | null = null;
  private endsAt = 0;
  private refreshing: Promise<boolean> | null = null;
  private readonly listeners = new Set<(event: SessionEvent) => void>();

  constructor(
    private readonly transport: SessionTransport,
    private readonly cookies: boolean,
    private readonly store: TokenStore = memoryStore(),
    private readonly now: () => number = Date.now,
  ) {}

  get isSignedIn(): boolean {
    return this.token !== null;
  }

  onChange(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Signs in, or answers what else this person must show. */
  async signIn(credentials: { email: string; password: string }): Promise<SignInResult> {
    const { data } = await this.transport.send<FirstAnswer>("POST", "/sessions", credentials);
    return "mfa" in data ? data : { session: this.adopt({ data }) };
  }

  /** The second step: a code of the authenticator, or one of the recovery codes. */
  async confirm(token: string, code: string): Promise<SessionData> {
    return this.adopt(await this.transport.send<Answer>("POST", "/sessions/mfa", { token, code }));
  }

  /** The secret of an authenticator app, for somebody who must have one before the first session. */
  async startTotp(token: string): Promise<TotpSetup> {
    return (await this.transport.send<{ data: TotpSetup }>("POST", "/sessions/mfa/totp", { token })).data;
  }

  /** What the browser needs to use a passkey; with the token of the second step, only of that person. */
  async passkeyOptions(token?: string): Promise<PasskeyOptions> {
    const path = "/sessions/passkey/options";
    return (await this.transport.send<{ data: PasskeyOptions }>("POST", path, token ? { token } : {})).data;
  }

  async signInWithPasskey(credential: unknown, token?: string): Promise<SessionData> {
    const body = token ? { credential, token } : { credential };
    return this.adopt(await this.transport.send<Answer>("POST", "/sessions/passkey", body));
  }

  async signUp(founding: Founding): Promise<SessionData> {
    return this.adopt(await this.transport.send<Answer>("POST", "/tenants", founding));
  }

  async accept(token: string, person: { name: string; password: string }): Promise<SessionData> {
    const path = `/invitations/${encodeURIComponent(token)}/accept`;
    return this.adopt(await this.transport.send<Answer>("POST", path, person));
  }

  /** From now on this session acts in another person's name, until `stopImpersonating`. */
  async impersonate(user: string): Promise<void> {
    this.act(await this.transport.json<ActingAnswer>("POST", `/users/${user}/impersonate`, {}));
  }

  async stopImpersonating(): Promise<void> {
    this.act(await this.transport.json<ActingAnswer>("DELETE", "/me/impersonation"));
  }

  /** Ends the session on the server; this page forgets it in any case. */
  async signOut(end: () => Promise<unknown>): Promise<void> {
    try {
      await end();
    } finally {
      this.forget();
      this.emit("signed-out");
    }
  }

  /** The token to send, renewed first when it is about to end. */
  async bearer(): Promise<string | null> {
    if (this.token && this.now() > this.endsAt - MARGIN_MS) await this.refresh();
    return this.token;
  }

  /** Renews the session. Answers false, and tells listeners, when it is over. */
  refresh(): Promise<boolean> {
    this.refreshing ??= this.renew().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async renew(): Promise<boolean> {
    const hadSession = this.token !== null;
    if (!this.cookies && this.store.read() === null) return false;
    try {
      this.adopt(await exclusively(() => this.requestRefresh()), !hadSession);
      return true;
    } catch (error) {
      if (!(error instanceof RapportError) || error.isOffline || error.status >= 500) throw error;
      this.forget();
      if (hadSession) this.emit("expired");
      return false;
    }
  }

  private requestRefresh(): Promise<Answer> {
    const body = this.cookies ? {} : { refresh_token: this.store.read() };
    return this.transport.send<Answer>("POST", "/sessions/refresh", body);
  }

  private adopt(answer: Answer, announce = true): SessionData {
    const session = answer.data;
    this.token = session.access_token;
    this.endsAt = this.now() + session.expires_in * 1000;
    if (!this.cookies) this.store.write(session.refresh_token ?? null);
    if (announce) this.emit("signed-in");
    return session;
  }

  /** Another access token of the same session: what renews it stays. */
  private act({ data }: ActingAnswer): void {
    this.token = data.access_token;
    this.endsAt = this.now() + data.expires_in * 1000;
  }

  private forget(): void {
    this.token = null;
    if (!this.cookies) this.store.write(null);
  }

  private emit(event: SessionEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? (locks.request(LOCK, work) as Promise<T>) : work();
}
