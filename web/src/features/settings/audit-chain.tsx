/** Whether the trail is as it was written, as far as somebody looked, and the trail as a file. */
import { Button, Menu } from "@mantine/core";
import type { AuditHead, AuditQuery } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { isOver, useJob } from "@/data/jobs.ts";
import { formatDateTime, formatNumber } from "@/fields/format.ts";
import { saveBlob } from "@/ui/save-blob.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./settings.module.css";

const HEAD = ["audit", "head"];

export function AuditChain({ query }: { query: AuditQuery }) {
  const { t } = useTranslation();
  const head = useQuery({ queryKey: HEAD, queryFn: () => api.auditHead() });
  const verify = useVerification();
  const showError = useErrorToast();

  async function save(format: "csv" | "jsonl") {
    try {
      saveBlob(await api.exportAudit(format, query), `audit.${format}`);
    } catch (error) {
      showError(error);
    }
  }

  return (
    <div className={styles.panelHead} role="group" aria-label={t("settings.audit.chain.title")}>
      {head.data ? <State head={head.data} /> : <span className={styles.dim}>{t("settings.audit.chain.title")}</span>}
      <div className={styles.chainActions}>
        <Button variant="default" size="compact-md" loading={verify.isRunning} onClick={verify.start}>
          {t("settings.audit.chain.verify")}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-md" leftSection={<Download size={15} />}>
              {t("settings.audit.export")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void save("csv")}>CSV</Menu.Item>
            <Menu.Item onClick={() => void save("jsonl")}>JSON Lines</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

function State({ head }: { head: AuditHead }) {
  const { t } = useTranslation();
  const { verified } = head;
  const entries = { count: head.sequence, number: formatNumber(head.sequence) };
  if (!verified) {
    return (
      <p className={styles.chain}>
        <ShieldQuestion size={17} aria-hidden /> {t("settings.audit.chain.never", entries)}
      </p>
    );
  }
  const when = { number: formatNumber(verified.sequence), at: formatDateTime(verified.at) };
  if (verified.found === 0) {
    return (
      <p className={styles.chain} data-state="good">
        <ShieldCheck size={17} aria-hidden /> {t("settings.audit.chain.good", when)}
      </p>
    );
  }
  return (
    <div className={styles.chain} data-state="wrong" role="alert">
      <ShieldAlert size={17} aria-hidden />
      <div>
        {t("settings.audit.chain.wrong", { ...when, count: verified.found, found: formatNumber(verified.found) })}
        <ul>
          {verified.problems.slice(0, 10).map((problem) => (
            <li key={`${problem.kind}${problem.sequence}${problem.entry}`}>
              {problem.sequence !== null && `#${formatNumber(problem.sequence)} `}
              {t(`settings.audit.chain.problems.${problem.kind}`)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Starts a verification and looks at the head again when it is over. */
function useVerification() {
  const [id, setId] = useState<string | null>(null);
  const queries = useQueryClient();
  const showError = useErrorToast();
  const job = useJob(id);
  const started = useMutation({
    mutationFn: () => api.verifyAudit(),
    onSuccess: ({ job: next }) => setId(next),
    onError: showError,
  });
  const over = isOver(job.data);
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: HEAD });
  }, [over, queries]);
  return { isRunning: started.isPending || (id !== null && !over), start: () => started.mutate() };
}
