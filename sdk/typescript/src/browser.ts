/** The whole client as one file, served at `/sdk/rapport.js`. */
export * from "./generated/entities.ts";
export { Rapport, RapportError, Records } from "./index.ts";
export type { ListQuery, Page, RecordData, SessionData, TransportOptions } from "./index.ts";
export { AuthAPI } from "./shapes/auth.ts";
export { configure, rapport } from "./shapes/default.ts";
export { FileAPI } from "./shapes/files.ts";
export { api, loctelli } from "./shapes/loctelli.ts";
export { Activity, Customer, LinkAnalytics, User } from "./shapes/nexa.ts";
