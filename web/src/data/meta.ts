/** What entities exist: loaded once before the shell is shown, so that pages can rely on it. */
import type { Entity, Field, Meta, StateMachine } from "@rapport/sdk";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";

export const metaQuery = {
  queryKey: keys.meta,
  queryFn: () => api.meta(),
  staleTime: 5 * 60_000,
};

export function useMeta(): Meta {
  return useSuspenseQuery(metaQuery).data;
}

/** The entity with this plural name, for the names that stand in URLs. */
export function useEntity(plural: string): Entity | undefined {
  return useMeta().entities.find((entity) => entity.plural === plural);
}

/** The entity with this name, for the names that stand in links. */
export function useEntityByName(name: string): Entity | undefined {
  return useMeta().entities.find((entity) => entity.name === name);
}

export function useUsers() {
  return useQuery({ queryKey: keys.users, queryFn: () => api.users(), staleTime: 60_000 });
}

export function fieldOf(entity: Entity, name: string): Field | undefined {
  return entity.fields.find((field) => field.name === name || customName(field) === name);
}

/** Custom fields travel nested; this is their name in `filter`, `sort` and as a path. */
export function pathOf(field: Field): string {
  const isNested = field.custom && !field.name.startsWith("custom_fields.");
  return isNested ? `custom_fields.${field.name}` : field.name;
}

function customName(field: Field): string | null {
  return field.custom ? pathOf(field) : null;
}

export function stateField(entity: Entity): { field: Field; machine: StateMachine } | null {
  for (const [name, machine] of Object.entries(entity.states ?? {})) {
    const field = fieldOf(entity, name);
    if (field) return { field, machine };
  }
  return null;
}

/** Entities with a page of their own, in the order of the server. */
export function readableEntities(meta: Meta): Entity[] {
  return meta.entities.filter((entity) => entity.permissions.read);
}

export function isActivity(entity: Entity): boolean {
  return Boolean(entity.activity);
}
