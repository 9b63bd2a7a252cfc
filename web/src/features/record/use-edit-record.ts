/** Edits of a record page: based on the version shown, so that a newer one is never overwritten unseen. */
import { type Entity, type Field, RapportError, type RecordData } from "@rapport/sdk";
import { useState } from "react";
import { useUpdate } from "@/data/mutations.ts";
import { pathOf } from "@/data/meta.ts";
import { writeValue } from "@/data/values.ts";
import { sentence, useErrorToast } from "@/ui/toasts.ts";

type Values = Record<string, unknown>;

export interface Conflict {
  mine: Values;
  theirs: RecordData;
  keepMine: () => void;
  keepTheirs: () => void;
}

export interface EditRecord {
  /** Saves one field; answers what is wrong with it, if anything. */
  saveField: (record: RecordData, field: Field, value: unknown) => Promise<string | null>;
  /** Saves several fields; the error is the caller's to show. Answers what undo takes back, if it was saved. */
  save: (record: RecordData, changes: Values) => Promise<string | null>;
  conflict: Conflict | null;
}

export function useEditRecord(entity: Entity): EditRecord {
  const update = useUpdate(entity);
  const showError = useErrorToast();
  const [conflict, setConflict] = useState<Conflict | null>(null);

  async function save(record: RecordData, changes: Values): Promise<string | null> {
    try {
      const { operation } = await update.mutateAsync({ id: record.id, changes, version: record.version });
      return operation;
    } catch (error) {
      if (!(error instanceof RapportError) || !error.isConflict || !error.current) throw error;
      ask(record, changes, error.current);
      return null;
    }
  }

  function ask(record: RecordData, mine: Values, theirs: RecordData): void {
    setConflict({
      mine,
      theirs,
      keepTheirs: () => setConflict(null),
      keepMine: () => {
        setConflict(null);
        void save({ ...record, version: theirs.version }, mine).catch(showError);
      },
    });
  }

  async function saveField(record: RecordData, field: Field, value: unknown): Promise<string | null> {
    try {
      await save(record, writeValue(field, value));
      return null;
    } catch (error) {
      const message = messageFor(field, error);
      if (message === null) showError(error);
      return message;
    }
  }

  return { saveField, save, conflict };
}

function messageFor(field: Field, error: unknown): string | null {
  if (!(error instanceof RapportError) || error.fields.length === 0) return null;
  const message = error.fieldMessage(pathOf(field)) ?? error.fieldMessage(field.name) ?? error.fields[0]?.message;
  return sentence(message ?? error.message);
}
