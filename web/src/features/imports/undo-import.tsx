import { modals } from "@mantine/modals";
import type { Import } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { formatNumber } from "@/fields/format.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { useImportStep } from "./use-import.ts";

export function canUndo(item: Import): boolean {
  return item.state === "done" && (item.summary?.new ?? 0) + (item.summary?.changed ?? 0) > 0;
}

/** Asks first: an import may be thousands of records. */
export function useUndoImport(item: Import) {
  const { t } = useTranslation();
  const step = useImportStep(item.id);
  const showError = useErrorToast();
  const ask = () =>
    modals.openConfirmModal({
      title: t("imports.undoTitle"),
      children: t("imports.undoText", {
        made: formatNumber(item.summary?.new ?? 0),
        changed: formatNumber(item.summary?.changed ?? 0),
      }),
      labels: { confirm: t("imports.undoWhole"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => step.mutate("undo", { onError: showError }),
    });
  return { ask, isPending: step.isPending };
}
