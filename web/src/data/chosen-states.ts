/** States that a linked record chooses, names and weighs: the stages of a deal are those of its pipeline. */
import type { Entity, RecordData, StateDef, StateMachine } from "@rapport/sdk";
import { fieldOf, useMeta } from "./meta.ts";
import { useRecord } from "./records.ts";

export interface StateSetting {
  label?: string;
  probability?: number;
}

export type StateSettings = Record<string, StateSetting>;

/** The machine's states as this record may be in them: in the order and with the labels of the linked record. */
export function useChosenStates(entity: Entity, machine: StateMachine | undefined, record: RecordData): StateDef[] {
  const meta = useMeta();
  const by = machine?.chosen_by;
  const target = meta.entities.find(({ name }) => name === (by && fieldOf(entity, by.link)?.to?.[0]));
  const id = by ? record[by.link] : null;
  const { data } = useRecord(target ?? entity, target && typeof id === "string" ? id : undefined);
  const states = machine?.states ?? [];
  return by && data ? chosenStates(states, data.data[by.states], by.settings ? data.data[by.settings] : null) : states;
}

export function chosenStates(states: StateDef[], listed: unknown, settings: unknown): StateDef[] {
  const names = Array.isArray(listed) && listed.length > 0 ? listed.map(String) : states.map(({ name }) => name);
  const ends = states.filter((state) => state.kind !== "open");
  const own = names.flatMap((name) => states.find((state) => state.name === name && state.kind === "open") ?? []);
  return [...own, ...ends].map((state) => ({ ...state, ...settingOf(settings, state.name) }));
}

export function settingOf(settings: unknown, state: string): StateSetting {
  const all = typeof settings === "object" && settings !== null ? (settings as StateSettings) : {};
  return all[state] ?? {};
}
