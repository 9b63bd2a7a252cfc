/** The toast after a write that offers to take it back. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useErrorToast } from "@/ui/toasts.ts";

const SHOWN_MS = 8000;

export function useUndoToast(): (message: string, operation: string | null | undefined) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();

  async function undo(toast: string, operation: string): Promise<void> {
    notifications.hide(toast);
    try {
      const { data } = await api.undo(operation);
      const message =
        data.conflicts.length > 0
          ? t("undo.partly", { count: data.conflicts.length })
          : t("undo.done");
      notifications.show({ message });
    } catch (error) {
      showError(error);
    }
    await client.invalidateQueries({ queryKey: ["records"] });
  }

  return (message, operation) => {
    const id = `undo-${operation ?? message}`;
    notifications.show({
      id,
      autoClose: SHOWN_MS,
      closeButtonProps: { "aria-label": t("common.close") },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{message}</Text>
          {operation && (
            <Button variant="light" size="compact-sm" onClick={() => void undo(id, operation)}>
              {t("undo.action")}
            </Button>
          )}
        </Group>
      ),
    });
  };
}
