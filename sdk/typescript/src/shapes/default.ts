/** The client that the short forms share. Configure it once, before the first call. */
import { Rapport } from "../client.ts";
import type { TransportOptions } from "../transport.ts";

export interface ShortOptions extends TransportOptions {
  /** Speak in the words of another system: records then have its names of fields. */
  dialect?: "nexa" | "clientforge";
}

const ROOTS = { nexa: "/compat/nexa/api/v1", clientforge: "/compat/clientforge/api/v1" } as const;

let client = new Rapport();
let root = "";

/** Says where the server is, and in whose words to speak. Forgets an earlier session. */
export function configure({ dialect, ...options }: ShortOptions): Rapport {
  client = new Rapport(options);
  root = dialect ? ROOTS[dialect] : "";
  return client;
}

export function rapport(): Rapport {
  return client;
}

export function entityRoot(): string {
  return root;
}
