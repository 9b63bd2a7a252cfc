/** What was exported and erased lately. An export is fetched here. */
import { Badge, Button } from "@mantine/core";
import type { PrivacyRequest } from "@rapport/sdk";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Download, Eraser, FileArchive } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { formatAgo } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { saveBlob } from "@/ui/save-blob.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./privacy.module.css";
import { privacyKeys } from "./use-privacy.ts";

const EVERY_MS = 1000;
const COLORS = { queued: "gray", running: "gray", done: "brand", failed: "red" } as const;

function isOver({ status }: PrivacyRequest): boolean {
  return status === "done" || status === "failed";
}

export function Requests() {
  const { t } = useTranslation();
  const requests = useQuery({
    queryKey: privacyKeys.requests,
    queryFn: () => api.privacy.requests(),
    refetchInterval: (query) => (query.state.data?.every(isOver) === false ? EVERY_MS : false),
  });
  return (
    <Panel title={t("privacy.requests.title")} text={t("privacy.requests.text")}>
      <Problem error={requests.error} isPassive />
      {requests.data?.length === 0 && <p className={settings.dim}>{t("privacy.requests.none")}</p>}
      <ul className={styles.list}>
        {requests.data?.slice(0, 10).map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </ul>
    </Panel>
  );
}

function RequestRow({ request }: { request: PrivacyRequest }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const { id, kind, status, done, total, error, created_by, created_at } = request;
  const fetchZip = useMutation({
    mutationFn: () => api.privacy.archive(id),
    onSuccess: (zip) => saveBlob(zip, `personal-data-${id}.zip`),
    onError: showError,
  });
  const Icon = kind === "access" ? FileArchive : Eraser;
  const when = formatAgo(created_at);
  return (
    <li>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.what}>
        {t(`privacy.requests.${kind}`)}{" "}
        <Badge size="sm" variant="light" color={COLORS[status]}>
          {t(`privacy.requests.${status}`)}
          {status === "running" && total > 0 ? ` ${done}/${total}` : ""}
        </Badge>
        <div className={settings.dim}>{error ?? t("privacy.requests.by", { name: created_by.name ?? "–", when })}</div>
      </div>
      {kind === "access" && status === "done" && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Download size={14} />}
          loading={fetchZip.isPending}
          aria-label={t("privacy.requests.downloadOf", { when })}
          onClick={() => fetchZip.mutate()}
        >
          {t("privacy.requests.download")}
        </Button>
      )}
    </li>
  );
}
