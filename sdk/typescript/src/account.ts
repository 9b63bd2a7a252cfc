/** One's own account: password, second factor, passkeys, sessions and API keys. */
import type { Transport } from "./transport.ts";

export interface SessionInfo {
  id: string;
  current: boolean;
  created_at: string;
  last_used_at: string;
  expires_at: string;
  user_agent: string;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  profile: { id: string; name: string } | null;
  created_by: { id: string; name: string };
  created_at: string;
  expires_at?: string | null;
  last_used_at?: string | null;
}

/** A new key with its secret, which is told only now. */
export interface NewApiKey extends ApiKey {
  secret: string;
}

export interface Factors {
  totp: boolean;
  recovery_codes: number;
  passkeys: number;
  /** The company demands a second factor. */
  required: boolean;
}

export interface TotpSetup {
  secret: string;
  uri: string;
}

export interface Passkey {
  id: string;
  name: string;
  created_at: string;
  last_used_at?: string | null;
}

/** What the browser needs to make or use a passkey: WebAuthn's own JSON form. */
export type PasskeyOptions = Record<string, unknown>;

export interface SignInProvider {
  id: string;
  name: string;
}

interface Data<T> {
  data: T;
}

/** A provider through which one signs in. */
export interface OwnProvider {
  id: string;
  /** Its name in the settings; null when it is not there any more. */
  provider: string | null;
  label: string;
  email: string;
  created_at: string;
}

export class Account {
  constructor(private readonly transport: Transport) {}

  /** Sends a link by mail, if there is such a user; says the same if there is none. */
  async forgotPassword(email: string): Promise<void> {
    await this.transport.send("POST", "/password/forgot", { email });
  }

  async resetPassword(token: string, password: string): Promise<void> {
    await this.transport.send("POST", "/password/reset", { token, password });
  }

  changePassword(current: string, password: string): Promise<unknown> {
    return this.ask("POST", "/me/password", { current, password });
  }

  async verifyEmail(token: string): Promise<void> {
    await this.transport.send("POST", "/email/verify", { token });
  }

  /** Sends the link to prove one's address; `verified` when that is done already. */
  sendVerification(): Promise<{ sent: boolean; verified: boolean }> {
    return this.ask("POST", "/me/email/verification", {});
  }

  ownProviders(): Promise<OwnProvider[]> {
    return this.ask("GET", "/me/providers");
  }

  removeProvider(id: string): Promise<unknown> {
    return this.ask("DELETE", `/me/providers/${id}`);
  }

  sessions(): Promise<SessionInfo[]> {
    return this.ask("GET", "/me/sessions");
  }

  endSession(id: string): Promise<unknown> {
    return this.ask("DELETE", `/me/sessions/${id}`);
  }

  endOtherSessions(): Promise<unknown> {
    return this.ask("DELETE", "/me/sessions");
  }

  apiKeys(): Promise<ApiKey[]> {
    return this.ask("GET", "/api-keys");
  }

  addApiKey(key: { name: string; profile?: string; expires_at?: string }): Promise<NewApiKey> {
    return this.ask("POST", "/api-keys", key);
  }

  deleteApiKey(id: string): Promise<unknown> {
    return this.ask("DELETE", `/api-keys/${id}`);
  }

  factors(): Promise<Factors> {
    return this.ask("GET", "/me/factors");
  }

  startTotp(): Promise<TotpSetup> {
    return this.ask("POST", "/me/factors/totp", {});
  }

  confirmTotp(code: string): Promise<{ recovery_codes: string[] }> {
    return this.ask("POST", "/me/factors/totp/confirm", { code });
  }

  removeTotp(password: string): Promise<unknown> {
    return this.ask("DELETE", "/me/factors/totp", { password });
  }

  newRecoveryCodes(password: string): Promise<{ recovery_codes: string[] }> {
    return this.ask("POST", "/me/factors/recovery-codes", { password });
  }

  passkeys(): Promise<Passkey[]> {
    return this.ask("GET", "/me/passkeys");
  }

  passkeyOptions(): Promise<PasskeyOptions> {
    return this.ask("POST", "/me/passkeys/options", {});
  }

  addPasskey(name: string, credential: unknown): Promise<Passkey> {
    return this.ask("POST", "/me/passkeys", { name, credential });
  }

  deletePasskey(id: string): Promise<unknown> {
    return this.ask("DELETE", `/me/passkeys/${id}`);
  }

  /** Other ways to sign in that this server offers. */
  async providers(): Promise<SignInProvider[]> {
    return (await this.transport.send<Data<SignInProvider[]>>("GET", "/sign-in/providers")).data;
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await this.transport.json<Data<T>>(method, path, body)).data;
  }
}
