/** Changes to the data model. All pages read it from the same cache, so they show them at once. */
import type { Entity, EntityInput, Field, FieldInput } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { ownFields } from "./field-input.ts";

function useSchemaChange<T, R>(change: (input: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.meta });
      void client.invalidateQueries({ queryKey: ["records"] });
    },
  });
}

/** The name in addresses: `region` for `custom_fields.region`. */
function plain(field: Field): string {
  return field.name.replace(/^custom_fields\./, "");
}

export function useSaveField(entity: Entity, field: Field | undefined) {
  return useSchemaChange(async (input: FieldInput): Promise<unknown> => {
    if (!field) return api.schema.addField(entity.name, input);
    const { type: _type, ...changes } = input;
    if (field.custom) return api.schema.updateField(entity.name, plain(field), changes);
    const fields = ownFields(entity).map((one) => (one.name === field.name ? { ...one, ...changes } : one));
    return api.schema.updateEntity(entity.name, { fields: fields.map(withoutNulls) });
  });
}

export function useRemoveField(entity: Entity, field: Field) {
  return useSchemaChange(async (purge: boolean): Promise<unknown> => {
    if (field.custom) return api.schema.deleteField(entity.name, plain(field), purge);
    const fields = ownFields(entity).filter(({ name }) => name !== field.name);
    const changed = await api.schema.updateEntity(entity.name, { fields });
    return purge ? api.schema.deleteField(entity.name, field.name, true) : changed;
  });
}

export function useSaveObject(entity: Entity | undefined) {
  return useSchemaChange((input: EntityInput): Promise<Entity> => {
    if (!entity) return api.schema.addEntity(input);
    const { fields: _fields, ...changes } = input;
    return api.schema.updateEntity(entity.name, changes);
  });
}

export function useRemoveObject(entity: Entity) {
  return useSchemaChange((purge: boolean): Promise<unknown> => api.schema.deleteEntity(entity.name, purge));
}

function withoutNulls(field: FieldInput): FieldInput {
  return Object.fromEntries(Object.entries(field).filter(([, value]) => value !== null)) as FieldInput;
}
