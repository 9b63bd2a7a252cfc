/** A provider's way back that asks for a second step: it stands behind `#`, which reaches no server. */
import type { SecondFactor } from "@rapport/sdk";

export interface ProviderReturn {
  factor: SecondFactor;
  next: string | undefined;
}

const METHODS = ["totp", "recovery", "passkey"] as const satisfies SecondFactor["methods"];

export function readReturn(hash: string): ProviderReturn | null {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const token = values.get("mfa");
  if (!token) return null;
  const named = (values.get("methods") ?? "").split(",");
  const methods = METHODS.filter((method) => named.includes(method));
  const factor = { token, methods, setup_required: values.get("setup_required") === "true" };
  return { factor, next: values.get("next") ?? undefined };
}
