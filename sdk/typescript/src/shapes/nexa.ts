/** Nexa's other entities. They are Nexa's words: `configure({ dialect: "nexa" })` first. */
import type { RecordData } from "../types.ts";
import { short } from "./short.ts";

/** Everything that happened, as one list. */
export const Activity = /* @__PURE__ */ short<RecordData>("activities");
export const Customer = /* @__PURE__ */ short<RecordData>("customers");
export const LinkAnalytics = /* @__PURE__ */ short<RecordData>("link-analytics");
export const User = /* @__PURE__ */ short<RecordData>("users");
