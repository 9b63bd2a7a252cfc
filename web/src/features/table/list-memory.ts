/** The list one came from, so that a record page can step to the next one and go back. */
import type { ListState } from "@/data/records.ts";

const lists = new Map<string, ListState>();

export function rememberList(plural: string, state: ListState): void {
  lists.set(plural, state);
}

export function lastList(plural: string): ListState | undefined {
  return lists.get(plural);
}
