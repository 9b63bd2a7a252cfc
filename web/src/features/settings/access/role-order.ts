/** The role tree as lists: whose users reach the records of whom. */
import type { Role } from "@rapport/sdk";

/** The roles directly below one, or at the top, by name. */
export function childrenOf(roles: readonly Role[], parent: string | null): Role[] {
  const known = new Set(roles.map((role) => role.id));
  return roles
    .filter((role) => (role.parent && known.has(role.parent) ? role.parent : null) === parent)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Whether a role is another one or stands somewhere below it. */
export function isBelow(roles: readonly Role[], id: string, above: string): boolean {
  const parents = new Map(roles.map((role) => [role.id, role.parent]));
  const seen = new Set<string>();
  for (let at: string | null | undefined = id; at && !seen.has(at); at = parents.get(at)) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}

/** All roles from the top, each with its depth, for a list to choose from. */
export function inOrder(roles: readonly Role[], parent: string | null = null, depth = 0): { role: Role; depth: number }[] {
  return childrenOf(roles, parent).flatMap((role) => [{ role, depth }, ...inOrder(roles, role.id, depth + 1)]);
}
