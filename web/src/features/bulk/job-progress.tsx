/** A toast that follows a job to its end. It survives going to another page. */
import { Group, Progress, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isOver, useJob } from "@/data/jobs.ts";
import { useRefresh } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { formatNumber } from "@/fields/format.ts";
import { sentence } from "@/ui/toasts.ts";

interface Props {
  id: string;
  say: (count: number) => string;
}

export function JobProgress({ id, say }: Props) {
  const { t } = useTranslation();
  const { data: job } = useJob(id);
  const offerUndo = useUndoToast();
  const refresh = useRefresh();

  useEffect(() => {
    if (!job || !isOver(job)) return;
    refresh();
    if (job.status === "failed") return;
    notifications.hide(toastOf(id));
    offerUndo(say(job.done), job.operation);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the job ends
  }, [job?.status]);

  if (job?.status === "failed") return <Text size="sm">{sentence(job.error ?? t("error.title"))}</Text>;
  const share = job && job.total > 0 ? (100 * job.done) / job.total : 0;
  return (
    <Stack gap={6}>
      <Group justify="space-between">
        <Text size="sm">{t("bulk.working")}</Text>
        <Text size="sm" c="dimmed">
          {job ? `${formatNumber(job.done)} / ${formatNumber(job.total)}` : ""}
        </Text>
      </Group>
      <Progress value={share} size="sm" aria-label={t("bulk.working")} />
    </Stack>
  );
}

JobProgress.show = (id: string, say: (count: number) => string) => {
  notifications.show({
    id: toastOf(id),
    autoClose: false,
    withCloseButton: false,
    message: <JobProgress id={id} say={say} />,
  });
};

const toastOf = (id: string) => `job-${id}`;
