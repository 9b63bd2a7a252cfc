/** Typed client for the Rapport API. Start at `Rapport`. */
export type * from "./access.ts";
export type * from "./account.ts";
export { Imports, Rapport, Schema } from "./client.ts";
export { errorFrom, offline, RapportError, type FieldProblem } from "./errors.ts";
export type * from "./imports.ts";
export type * from "./meta.ts";
export type * from "./privacy.ts";
export { Records, type TimelineQuery } from "./records.ts";
export type { SessionEvent, TokenStore } from "./session.ts";
export type { SendOptions, TransportOptions } from "./transport.ts";
export type * from "./types.ts";
