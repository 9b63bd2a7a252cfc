/** What the server says is missing, as something that can be told in any language. */

export type Lack =
  | { kind: "inactive" | "reach" | "write" }
  | { kind: "see" | "change" | "delete"; profile: string };

const PLAIN: [RegExp, "inactive" | "reach" | "write"][] = [
  [/^the user is not active/, "inactive"],
  [/^no default, ownership/, "reach"],
  [/^nothing gives more than to see/, "write"],
];

/** Nothing for a sentence of a newer server: it is shown as it came. */
export function lackOf(text: string): Lack | null {
  const found = /^the profile `(.+)` may not (see|change|delete) /.exec(text);
  if (found) return { kind: found[2] as "see" | "change" | "delete", profile: found[1] ?? "" };
  const kind = PLAIN.find(([pattern]) => pattern.test(text))?.[1];
  return kind ? { kind } : null;
}
