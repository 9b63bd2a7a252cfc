import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import type { Subject } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { Problem } from "@/ui/problem.tsx";
import { usePrivacyChange } from "./use-privacy.ts";

/** Sets a legal hold, with its reason. */
export function HoldDialog({ subject, name, onClose }: { subject: Subject; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const set = usePrivacyChange(() => api.privacy.setHold(subject, reason.trim()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t("privacy.holds.set", { name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={set.error} />
          <Text size="sm">{t("privacy.holds.setText")}</Text>
          <Textarea
            label={t("privacy.holds.reason")}
            description={t("privacy.holds.reasonText")}
            value={reason}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!reason.trim()} loading={set.isPending}>
              {t("privacy.holds.go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
