/** What a profile permits, as one edits it: whole rights, changed one at a time. */
import type { Entity, EntityRight, EntityRights, FieldRight, Profile, ProfileInput, SettingsRight } from "@rapport/sdk";

export const RIGHTS = ["read", "create", "update", "delete", "export", "import", "bulk"] as const satisfies EntityRight[];

export const SETTINGS = [
  "users",
  "data_model",
  "audit",
  "company",
  "integrations",
  "privacy",
] as const satisfies SettingsRight[];

/** The rights that mean nothing without seeing the records. */
const NEED_READ: readonly EntityRight[] = ["update", "delete", "export", "bulk"];

export type Draft = Omit<Profile, "id" | "users">;

export function draftOf({ id: _id, users: _users, ...profile }: Profile): Draft {
  return profile;
}

export function rightsOf(draft: Draft, plural: string): EntityRights {
  return draft.permissions[plural] ?? draft.other;
}

/** Whether the profile says anything special about the entity. */
export function isNamed(draft: Draft, plural: string): boolean {
  return plural in draft.permissions;
}

export function withRights(draft: Draft, plural: string | null, rights: EntityRights): Draft {
  if (plural === null) return { ...draft, other: rights };
  return { ...draft, permissions: { ...draft.permissions, [plural]: rights } };
}

export function toggle(rights: EntityRights, right: EntityRight, isOn: boolean): EntityRights {
  const next = { ...rights, [right]: isOn };
  if (right === "read" && !isOn) for (const one of NEED_READ) next[one] = false;
  if (right !== "read" && isOn && NEED_READ.includes(right)) next.read = true;
  return next;
}

export function fieldRight(rights: EntityRights, field: string): FieldRight {
  return rights.fields?.[field] ?? "edit";
}

export function withField(rights: EntityRights, field: string, right: FieldRight): EntityRights {
  return { ...rights, fields: { ...rights.fields, [field]: right } };
}

export function mayAct(rights: EntityRights, action: string): boolean {
  return rights.actions?.[action] ?? true;
}

export function withAction(rights: EntityRights, action: string, isOn: boolean): EntityRights {
  return { ...rights, actions: { ...rights.actions, [action]: isOn } };
}

/** How many fields and actions the profile takes away. */
export function restrictions(rights: EntityRights): number {
  const fields = Object.values(rights.fields ?? {}).filter((right) => right !== "edit").length;
  return fields + Object.values(rights.actions ?? {}).filter((isOn) => !isOn).length;
}

/** Only what differs; an entity's rights travel whole. */
export function changesOf(draft: Draft, before: Draft): ProfileInput {
  const changes: ProfileInput = {};
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) => Object.assign(changes, { [name]: value });
  for (const name of Object.keys(draft) as (keyof Draft)[]) {
    if (name !== "permissions" && !isSame(draft[name], before[name])) set(name, draft[name]);
  }
  const entities = Object.entries(draft.permissions).filter(([plural, rights]) => !isSame(rights, before.permissions[plural]));
  if (entities.length > 0) set("permissions", Object.fromEntries(entities));
  return changes;
}

/** Fields of which a profile may speak: those of the record itself stay. */
export function maskable(entity: Entity): Entity["fields"] {
  return entity.fields.filter((field) => !field.system);
}
