/** Every browser and app that is signed in as this person. */
import { Badge, Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { SessionInfo } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { formatAgo } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import settings from "../settings.module.css";
import { deviceOf } from "./device.ts";
import { Panel } from "../panel.tsx";
import styles from "./security.module.css";

export function Sessions() {
  const { t } = useTranslation();
  const sessions = useQuery({ queryKey: keys.account("sessions"), queryFn: () => api.account.sessions() });
  const end = useEnd(() => api.account.endOtherSessions());
  const all = (sessions.data ?? []).toSorted((one, other) => Number(other.current) - Number(one.current));
  const ask = () =>
    modals.openConfirmModal({
      title: t("account.security.endOthers"),
      children: t("account.security.endOthersText"),
      labels: { confirm: t("account.security.signOut"), cancel: t("common.cancel") },
      onConfirm: () => end.mutate(),
    });
  return (
    <Panel
      title={t("account.security.sessions")}
      actions={
        all.length > 1 && (
          <Button size="compact-md" variant="default" loading={end.isPending} onClick={ask}>
            {t("account.security.endOthers")}
          </Button>
        )
      }
    >
      <Problem error={sessions.error} isPassive />
      <ul className={styles.list}>
        {all.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Panel>
  );
}

function SessionRow({ session }: { session: SessionInfo }) {
  const { t } = useTranslation();
  const end = useEnd(() => api.account.endSession(session.id));
  const device = deviceOf(session.user_agent);
  const { browser, system } = device;
  const name = browser && system ? t("account.security.deviceOn", { browser, system }) : (browser ?? system ?? t("account.security.unknownDevice"));
  const Icon = device.isPhone ? Smartphone : Monitor;
  return (
    <li>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.what}>
        {name} {session.current && <Badge variant="light">{t("account.security.thisOne")}</Badge>}
        <div className={settings.dim}>
          {t("account.security.lastUsed", { when: formatAgo(session.last_used_at) })}
        </div>
      </div>
      {!session.current && (
        <Button
          size="compact-sm"
          variant="default"
          loading={end.isPending}
          aria-label={t("account.security.revoke", { name })}
          onClick={() => end.mutate()}
        >
          {t("account.security.signOut")}
        </Button>
      )}
    </li>
  );
}

function useEnd(end: () => Promise<unknown>) {
  const client = useQueryClient();
  const showError = useErrorToast();
  return useMutation({
    mutationFn: end,
    onError: showError,
    onSettled: () => client.invalidateQueries({ queryKey: keys.account("sessions") }),
  });
}
