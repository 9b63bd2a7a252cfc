/** Passkeys in the browser: WebAuthn speaks bytes, the API speaks JSON with base64url. */
import type { PasskeyOptions } from "@rapport/sdk";

export function canUsePasskeys(): boolean {
  return isSecureContext && typeof PublicKeyCredential === "function";
}

export type PasskeyFault = "cancelled" | "there" | "not-possible";

/** What went wrong in the browser; nothing for faults of the server. */
export function faultOf(error: unknown): PasskeyFault | null {
  if (!(error instanceof DOMException)) return null;
  if (error.name === "InvalidStateError") return "there";
  // Closed by the person, out of time, or no passkey found: browsers do not tell which.
  return ["NotAllowedError", "AbortError"].includes(error.name) ? "cancelled" : "not-possible";
}

/** Makes a passkey; answers what the server wants to know of it. */
export async function makePasskey(options: PasskeyOptions): Promise<unknown> {
  const publicKey = toBytes(unwrap(options)) as unknown as PublicKeyCredentialCreationOptions;
  return toJson(await navigator.credentials.create({ publicKey }));
}

/** Uses a passkey; answers the proof for the server. */
export async function askPasskey(options: PasskeyOptions): Promise<unknown> {
  const publicKey = toBytes(unwrap(options)) as unknown as PublicKeyCredentialRequestOptions;
  return toJson(await navigator.credentials.get({ publicKey }));
}

type Json = Record<string, unknown>;

/** Some servers put the options below `publicKey`, as the browser's function takes them. */
function unwrap(options: PasskeyOptions): Json {
  const inner = options.publicKey;
  return typeof inner === "object" && inner !== null ? (inner as Json) : options;
}

function toBytes(options: Json): Json {
  const result: Json = { ...options, challenge: decode(options.challenge) };
  const user = options.user as Json | undefined;
  if (user) result.user = { ...user, id: decode(user.id) };
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    const list = options[name] as Json[] | null | undefined;
    if (list) result[name] = list.map((one) => ({ ...one, id: decode(one.id) }));
    else delete result[name];
  }
  return result;
}

function toJson(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException("no credential", "NotAllowedError");
  const { id, type, rawId, response, authenticatorAttachment } = credential;
  return {
    id,
    type,
    rawId: encode(rawId),
    response: responseJson(response),
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function responseJson(response: AuthenticatorResponse): Json {
  const clientDataJSON = encode(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    const attestationObject = encode(response.attestationObject);
    return { clientDataJSON, attestationObject, transports: response.getTransports() };
  }
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: encode(authenticatorData),
    signature: encode(signature),
    userHandle: userHandle && encode(userHandle),
  };
}

function encode(buffer: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decode(value: unknown): ArrayBuffer {
  const text = atob(String(value).replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
}
