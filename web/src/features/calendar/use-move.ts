/** Moves an entry: one PATCH, shown at once, taken back from a toast, put back when it is refused. */
import type { Entity, RecordData } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { useUndoToast } from "@/data/undo.tsx";
import { type Conflict, useEditRecord } from "@/features/record/use-edit-record.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { type CalendarFields, changesOf, type Span } from "./entries.ts";

interface Move {
  move: (id: string, span: Span, revert: () => void) => void;
  conflict: Conflict | null;
}

export function useMove(entity: Entity, fields: CalendarFields, find: (id: string) => RecordData | undefined): Move {
  const { t } = useTranslation();
  const edit = useEditRecord(entity);
  const offerUndo = useUndoToast();
  const showError = useErrorToast();

  async function save(record: RecordData, span: Span, revert: () => void) {
    try {
      const operation = await edit.save(record, changesOf(fields, record, span));
      if (operation) offerUndo(t("calendar.moved", { label: entity.label }), operation);
      else revert();
    } catch (error) {
      revert();
      showError(error);
    }
  }

  return {
    conflict: edit.conflict,
    move: (id, span, revert) => {
      const record = find(id);
      if (record && Object.keys(changesOf(fields, record, span)).length > 0) void save(record, span, revert);
      else revert();
    },
  };
}
