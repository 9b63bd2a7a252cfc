/** What a rule would do now, before it is switched on. */
import { Button, Group, List, Loader, Modal, Stack, Text } from "@mantine/core";
import type { RetentionRule } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { Problem } from "@/ui/problem.tsx";
import { usePrivacyChange } from "./use-privacy.ts";

export function RetentionPreviewDialog({ rule, onClose }: { rule: RetentionRule; onClose: () => void }) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: ["privacy", "rule-preview", rule.id],
    queryFn: () => api.privacy.previewRule(rule.id),
    staleTime: 0,
    gcTime: 0,
  });
  const on = usePrivacyChange((confirm: string) => api.privacy.changeRule(rule.id, { active: true, confirm }));
  const { data } = preview;
  return (
    <Modal opened onClose={onClose} title={t("privacy.retention.previewOf", { name: rule.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack gap="sm">
        <Problem error={preview.error ?? on.error} />
        {preview.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
        {data && (
          <>
            <Text size="sm">
              {t(`privacy.retention.would.${rule.action}`, { count: data.matching })}
              {data.more && ` ${t("privacy.retention.more")}`}
              {data.on_hold > 0 && ` ${t("privacy.retention.onHold", { count: data.on_hold })}`}
            </Text>
            {data.sample.length > 0 && (
              <List size="sm" aria-label={t("privacy.retention.sample")}>
                {data.sample.map((one) => (
                  <List.Item key={one.id}>{one.title || "–"}</List.Item>
                ))}
              </List>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
              <Button color="red.9" loading={on.isPending} onClick={() => on.mutate(data.confirm, { onSuccess: onClose })}>
                {t("privacy.retention.switchOn")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
