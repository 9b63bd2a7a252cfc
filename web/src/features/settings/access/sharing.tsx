/** S16: what everybody reaches, and the rules that open more. */
import { Loader, NativeSelect, Switch } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Entity, Openness, Sharing as SharingData } from "@rapport/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useSharing } from "@/data/access.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { ErrorState } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import styles from "./access.module.css";
import { Rules } from "./rules.tsx";

const LEVELS = ["private", "read", "write"] as const satisfies Openness[];

export default function Sharing() {
  const { t } = useTranslation();
  const sharing = useSharing();
  if (sharing.isError) return <ErrorState error={sharing.error} onRetry={() => void sharing.refetch()} />;
  if (!sharing.data) return <Loader size="sm" aria-label={t("common.loading")} />;
  return (
    <>
      <Rules rules={sharing.data.rules} />
      <Defaults defaults={sharing.data.defaults} />
    </>
  );
}

function Defaults({ defaults }: { defaults: SharingData["defaults"] }) {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [isOnlyClosed, setOnlyClosed] = useState(false);
  const accessOf = (entity: Entity): Openness =>
    defaults.find((one) => one.entity === entity.plural || one.entity === entity.name)?.access ?? "write";
  const shown = isOnlyClosed ? entities.filter((entity) => accessOf(entity) !== "write") : entities;
  return (
    <Panel
      title={t("access.sharing.defaults")}
      text={t("access.sharing.defaultsText")}
      actions={<Switch size="xs" label={t("access.sharing.onlyClosed")} checked={isOnlyClosed} onChange={(event) => setOnlyClosed(event.currentTarget.checked)} />}
    >
      <ul className={styles.defaults}>
        {shown.map((entity) => (
          <DefaultRow key={entity.name} entity={entity} access={accessOf(entity)} />
        ))}
      </ul>
    </Panel>
  );
}

function DefaultRow({ entity, access }: { entity: Entity; access: Openness }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const save = useAccessChange((next: Openness) => api.access.setDefault(entity.name, next));
  const label = entity.label_plural;
  const change = (next: Openness) => {
    const run = () => save.mutate(next, { onError: showError });
    if (LEVELS.indexOf(next) > LEVELS.indexOf(access)) return run();
    return modals.openConfirmModal({
      title: t("access.sharing.closeTitle", { label }),
      children: t(`access.sharing.close.${next === "private" ? "private" : "read"}`, { label }),
      labels: { confirm: t("access.sharing.closeIt"), cancel: t("common.cancel") },
      onConfirm: run,
    });
  };
  return (
    <li>
      <EntityIcon name={entity.icon} size={16} />
      <span className={styles.defaultLabel}>{label}</span>
      <NativeSelect
        size="xs"
        aria-label={t("access.sharing.accessTo", { label })}
        data={LEVELS.map((value) => ({ value, label: t(`access.openness.${value}`) }))}
        value={access}
        disabled={save.isPending}
        onChange={(event) => change(event.currentTarget.value as Openness)}
      />
    </li>
  );
}
