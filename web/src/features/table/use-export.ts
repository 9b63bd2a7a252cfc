import type { Entity } from "@rapport/sdk";
import { api } from "@/app/api.ts";
import type { ListState } from "@/data/records.ts";
import { saveBlob } from "@/ui/save-blob.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import type { Columns } from "./columns.ts";

/** Downloads the list as it stands: its filter, order and columns. */
export function useExport(entity: Entity, state: ListState, columns?: Columns) {
  const showError = useErrorToast();
  return async (format: "csv" | "xlsx"): Promise<void> => {
    const fields = columns?.shown.map(({ name }) => name);
    const { deleted: _deleted, ...query } = state;
    try {
      const blob = await api
        .records(entity.plural)
        .export(format, fields ? { ...query, fields } : query);
      saveBlob(blob, `${entity.plural}.${format}`);
    } catch (error) {
      showError(error);
    }
  };
}
