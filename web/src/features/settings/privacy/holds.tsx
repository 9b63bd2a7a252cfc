/** Legal holds: what must not go while they stand. */
import { Button, Switch } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { LegalHold } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useEntityByName } from "@/data/meta.ts";
import { formatDate } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./privacy.module.css";
import { privacyKeys, usePrivacyChange } from "./use-privacy.ts";

export function Holds() {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  const holds = useQuery({ queryKey: privacyKeys.holds(isAll), queryFn: () => api.privacy.holds(isAll) });
  return (
    <Panel
      title={t("privacy.holds.title")}
      text={t("privacy.holds.text")}
      actions={<Switch size="xs" label={t("privacy.holds.all")} checked={isAll} onChange={(event) => setAll(event.currentTarget.checked)} />}
    >
      <Problem error={holds.error} isPassive />
      {holds.data?.length === 0 && <p className={settings.dim}>{t("privacy.holds.none")}</p>}
      <ul className={styles.list}>
        {holds.data?.map((hold) => (
          <HoldRow key={hold.id} hold={hold} />
        ))}
      </ul>
    </Panel>
  );
}

function HoldRow({ hold }: { hold: LegalHold }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const entity = useEntityByName(hold.entity);
  const release = usePrivacyChange(() => api.privacy.releaseHold(hold.id));
  const name = hold.title || t("privacy.holds.untitled");
  const ask = () =>
    modals.openConfirmModal({
      title: t("privacy.holds.releaseOf", { name }),
      children: t("privacy.holds.releaseText"),
      labels: { confirm: t("privacy.holds.release"), cancel: t("common.cancel") },
      onConfirm: () => release.mutate(undefined, { onError: showError }),
    });
  const Icon = hold.released_at ? LockOpen : Lock;
  const by = { name: hold.created_by.name ?? "–", date: formatDate(hold.created_at) };
  return (
    <li>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.what}>
        {entity ? (
          <Link to="/records/$plural/$id" params={{ plural: entity.plural, id: hold.record }}>
            {name}
          </Link>
        ) : (
          name
        )}
        <div>{hold.reason}</div>
        <div className={settings.dim}>
          {t("privacy.holds.by", by)}
          {hold.released_at && ` · ${t("privacy.holds.ended", { date: formatDate(hold.released_at) })}`}
        </div>
      </div>
      {!hold.released_at && (
        <Button size="compact-sm" variant="default" loading={release.isPending} aria-label={t("privacy.holds.releaseOf", { name })} onClick={ask}>
          {t("privacy.holds.release")}
        </Button>
      )}
    </li>
  );
}
