import { Alert, Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/ui/toasts.ts";

interface Props {
  /** Must be typed to go on. */
  name: string;
  text: string;
  error: Error | null;
  isBusy: boolean;
  onRemove: (purge: boolean) => void;
  onClose: () => void;
}

/** Removing takes values out of sight, so the name must be typed. */
export function RemoveDialog({ name, text, error, isBusy, onRemove, onClose }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [typed, setTyped] = useState("");
  const [isPurge, setPurge] = useState(false);
  const isSure = typed.trim() === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSure) onRemove(isPurge);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.data-model.remove", { label: name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{text}</Text>
          {error && (
            <Alert color="red" variant="light" role="alert">
              {errorText(error)}
            </Alert>
          )}
          <Checkbox
            label={t("settings.data-model.purge")}
            description={t("settings.data-model.purgeText")}
            checked={isPurge}
            onChange={(event) => setPurge(event.currentTarget.checked)}
          />
          <TextInput
            label={t("settings.data-model.typeName", { name })}
            value={typed}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" color="red.9" disabled={!isSure} loading={isBusy}>
              {t("settings.data-model.removeIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
