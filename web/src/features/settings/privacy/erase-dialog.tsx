/** Erasing cannot be taken back: the name must be typed, and what remains is said first. */
import { Button, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ErasurePreview, Subject } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { Problem } from "@/ui/problem.tsx";
import { privacyKeys, usePrivacyChange } from "./use-privacy.ts";

interface Props {
  subject: Subject;
  name: string;
  preview: ErasurePreview;
  onClose: () => void;
  onErased: () => void;
}

export function EraseDialog({ subject, name, preview, onClose, onErased }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  // What is kept is not asked for again: soon there is nothing.
  const erase = usePrivacyChange(() => api.privacy.erase(subject, preview.confirm), privacyKeys.requests);
  const isSure = typed.trim() === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSure) return;
    erase.mutate(undefined, {
      onSuccess: () => {
        notifications.show({ message: t("privacy.erase.begun") });
        onErased();
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t("privacy.erase.title", { name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={erase.error} />
          <Text size="sm">{t(preview.user ? "privacy.erase.userText" : "privacy.erase.text")}</Text>
          <Text size="sm" fw={600}>
            {t("privacy.erase.remains")}
          </Text>
          <List size="sm">
            {(["linked", "mentions", "backups", "trail"] as const).map((what) => (
              <List.Item key={what}>{t(`privacy.erase.${what}`)}</List.Item>
            ))}
          </List>
          <TextInput
            label={t("privacy.erase.type", { name })}
            value={typed}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" color="red.9" disabled={!isSure} loading={erase.isPending}>
              {t("privacy.erase.go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
