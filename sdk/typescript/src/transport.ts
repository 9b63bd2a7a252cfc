/** Sends requests: adds the token, renews it once after a 401, and turns failures into `RapportError`. */
import { errorFrom, offline } from "./errors.ts";
import { Session, type SessionTransport, type TokenStore } from "./session.ts";

export interface TransportOptions {
  /** Origin of the server; empty for the page's own. */
  baseUrl?: string;
  /** Browser on the server's origin: keep the refresh token in an HttpOnly cookie. */
  cookies?: boolean;
  store?: TokenStore;
  fetch?: typeof fetch;
}

export interface SendOptions {
  /** Refuse the write with a 409 if the record is newer than this. */
  version?: number | undefined;
  /** Makes a repeated POST or PATCH answer what the first one answered. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
}

const API = "/api/v1";

export class Transport implements SessionTransport {
  readonly session: Session;
  private readonly origin: string;
  private readonly cookies: boolean;
  private readonly fetch: typeof fetch;
  private readonly writeListeners = new Set<(operation: string) => void>();

  constructor(options: TransportOptions) {
    this.origin = (options.baseUrl ?? "").replace(/\/$/, "");
    this.cookies = options.cookies ?? false;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.session = new Session(this, this.cookies, options.store);
  }

  /** A request outside a session: signing in, refreshing, what a stranger may read. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.request(method, path, body, null, {});
    return (await response.json()) as T;
  }

  async json<T>(method: string, path: string, body?: unknown, options: SendOptions = {}): Promise<T> {
    const answer = (await (await this.authorised(method, path, body, options)).json()) as T;
    if (method !== "GET") this.tellWritten(answer);
    return answer;
  }

  onWritten(listener: (operation: string) => void): () => void {
    this.writeListeners.add(listener);
    return () => this.writeListeners.delete(listener);
  }

  private tellWritten(answer: unknown): void {
    const operation = (answer as { operation?: unknown } | null)?.operation;
    if (typeof operation === "string") for (const tell of this.writeListeners) tell(operation);
  }

  async blob(path: string, options: SendOptions = {}): Promise<Blob> {
    return (await this.authorised("GET", path, undefined, options)).blob();
  }

  private async authorised(
    method: string,
    path: string,
    body: unknown,
    options: SendOptions,
  ): Promise<Response> {
    const token = await this.session.bearer();
    try {
      return await this.request(method, path, body, token, options);
    } catch (error) {
      if (!isUnauthorised(error) || !(await this.session.refresh())) throw error;
      return this.request(method, path, body, await this.session.bearer(), options);
    }
  }

  private async request(
    method: string,
    path: string,
    body: unknown,
    token: string | null,
    options: SendOptions,
  ): Promise<Response> {
    const headers = this.headers(token, options);
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm) headers.set("Content-Type", "application/json");
    const init: RequestInit = { method, headers, credentials: this.cookies ? "same-origin" : "omit" };
    if (body !== undefined) init.body = isForm ? body : JSON.stringify(body);
    if (options.signal) init.signal = options.signal;
    const response = await this.fetch(this.address(path), init).catch((cause: unknown) => {
      if (options.signal?.aborted) throw cause;
      throw offline(cause);
    });
    if (!response.ok) throw await errorFrom(response);
    return response;
  }

  /** Paths are those of the API; those of a dialect say so themselves. */
  private address(path: string): string {
    return path.startsWith("/compat/") ? this.origin + path : this.origin + API + path;
  }

  private headers(token: string | null, options: SendOptions): Headers {
    const headers = new Headers({ Accept: "application/json" });
    if (this.cookies) headers.set("X-Rapport-Client", "web");
    if (token) headers.set("Authorization", `Bearer ${token}`);
    if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
    if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
    return headers;
  }
}

function isUnauthorised(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 401;
}
