/** Entities of the shared client. */
import { EntityClient } from "../entity.ts";
import { entityRoot, rapport } from "./default.ts";

/** An entity by its path; `theirs` is its path in a dialect where that differs. */
export function short<T, I = Record<string, unknown>>(path: string, theirs?: string): EntityClient<T, I> {
  const own = () => (entityRoot() && theirs ? theirs : path);
  return new EntityClient<T, I>(() => rapport().wire, own, entityRoot);
}
