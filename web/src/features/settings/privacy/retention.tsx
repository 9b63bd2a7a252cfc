/** Retention rules: how long records are kept. A rule is looked at before it is switched on. */
import { ActionIcon, Badge, Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { RetentionRule } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { fieldOf, useEntityByName } from "@/data/meta.ts";
import { formatAgo } from "@/fields/format.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./privacy.module.css";
import { RetentionDialog } from "./retention-dialog.tsx";
import { RetentionPreviewDialog } from "./retention-preview.tsx";
import { privacyKeys, usePrivacyChange } from "./use-privacy.ts";

export function Retention() {
  const { t } = useTranslation();
  const rules = useQuery({ queryKey: privacyKeys.rules, queryFn: () => api.privacy.rules() });
  const [edited, setEdited] = useState<RetentionRule | "new" | null>(null);
  return (
    <Panel
      title={t("privacy.retention.title")}
      text={t("privacy.retention.text")}
      actions={
        <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setEdited("new")}>
          {t("privacy.retention.add")}
        </Button>
      }
    >
      <Problem error={rules.error} isPassive />
      {rules.data?.length === 0 && <p className={settings.dim}>{t("privacy.retention.none")}</p>}
      <ul className={styles.list}>
        {rules.data?.map((rule) => (
          <RuleRow key={rule.id} rule={rule} onEdit={() => setEdited(rule)} />
        ))}
      </ul>
      {edited && <RetentionDialog rule={edited === "new" ? undefined : edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function RuleRow({ rule, onEdit }: { rule: RetentionRule; onEdit: () => void }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const [isPreviewed, setPreviewed] = useState(false);
  const remove = usePrivacyChange(() => api.privacy.removeRule(rule.id));
  const off = usePrivacyChange(() => api.privacy.changeRule(rule.id, { active: false }));
  const { name, last_run: run } = rule;
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.removeTitle", { name }),
      children: t("privacy.retention.removeText"),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(undefined, { onError: showError }),
    });
  return (
    <li>
      <div className={styles.what}>
        {name}{" "}
        <Badge size="sm" variant="light" color={rule.active ? "brand" : "gray"}>
          {t(rule.active ? "privacy.retention.on" : "privacy.retention.off")}
        </Badge>
        <div className={settings.dim}>
          <RuleText rule={rule} />
          {run && ` ${t("privacy.retention.ran", { when: formatAgo(run.at), done: run.done, kept: run.kept })}`}
        </div>
      </div>
      {rule.active ? (
        <Button size="compact-sm" variant="default" loading={off.isPending} aria-label={t("privacy.retention.switchOffOf", { name })} onClick={() => off.mutate(undefined, { onError: showError })}>
          {t("privacy.retention.switchOff")}
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" aria-label={t("privacy.retention.previewOf", { name })} onClick={() => setPreviewed(true)}>
          {t("privacy.retention.preview")}
        </Button>
      )}
      <ActionIcon size={28} aria-label={t("access.editOf", { name })} onClick={onEdit}>
        <Pencil size={15} />
      </ActionIcon>
      <ActionIcon size={28} aria-label={t("access.removeOf", { name })} onClick={ask}>
        <Trash2 size={15} />
      </ActionIcon>
      {isPreviewed && <RetentionPreviewDialog rule={rule} onClose={() => setPreviewed(false)} />}
    </li>
  );
}

/** A rule in words. */
function RuleText({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation();
  const entity = useEntityByName(rule.entity);
  const field = entity && fieldOf(entity, rule.date_field);
  const records = entity?.label_plural ?? rule.entity;
  return t(`privacy.retention.says.${rule.action}`, {
    records,
    days: rule.after_days,
    field: field?.label ?? rule.date_field,
    some: rule.filter ? t("privacy.retention.some") : "",
  });
}
