import { ActionIcon, Button } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Entity, Filter, SharingRule } from "@rapport/sdk";
import { Pencil, Plus, Share2, Trash2 } from "lucide-react";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { useMeta } from "@/data/meta.ts";
import { useConditionText } from "@/features/filters/condition-text.ts";
import { type Group as FilterGroup, isGroup, type Item, toGroup } from "@/features/filters/filter-tree.ts";
import { EmptyState } from "@/ui/states.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./access.module.css";
import { useGroupText } from "./group-text.ts";
import { RuleDialog } from "./rule-dialog.tsx";

export function Rules({ rules }: { rules: SharingRule[] }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<{ rule?: SharingRule } | null>(null);
  return (
    <Panel
      title={t("access.sharing.rules")}
      text={t("access.sharing.rulesText")}
      actions={
        <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setEdited({})}>
          {t("access.sharing.add")}
        </Button>
      }
    >
      {rules.length === 0 && <EmptyState icon={Share2} title={t("access.sharing.none")} text={t("access.sharing.noneText")} />}
      <ul className={styles.rules}>
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} onEdit={() => setEdited({ rule })} />
        ))}
      </ul>
      {edited && <RuleDialog {...edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function RuleRow({ rule, onEdit }: { rule: SharingRule; onEdit: () => void }) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const groupText = useGroupText();
  const showError = useErrorToast();
  const remove = useAccessChange(() => api.access.deleteRule(rule.id));
  const { name } = rule;
  const entity = entities.find((one) => one.name === rule.entity || one.plural === rule.entity);
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.removeTitle", { name }),
      children: t("access.sharing.removeText"),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(undefined, { onError: showError }),
    });
  return (
    <li>
      <div className={styles.ruleText}>
        <strong>{name}</strong>
        <div>
          <Trans
            i18nKey={rule.from ? "access.sharing.sentenceFrom" : "access.sharing.sentence"}
            values={{
              label: entity?.label_plural ?? rule.entity,
              from: groupText(rule.from),
              to: sentence(groupText(rule.to)),
              level: t(`access.levels.${rule.level}`),
            }}
            components={{ b: <b /> }}
          />
          {rule.superiors && `, ${t("access.sharing.andSuperiors")}`}
        </div>
        {entity && rule.criteria && <Criteria entity={entity} filter={rule.criteria} />}
      </div>
      <ActionIcon size={28} aria-label={t("access.editOf", { name })} onClick={onEdit}>
        <Pencil size={15} />
      </ActionIcon>
      <ActionIcon size={28} aria-label={t("access.removeOf", { name })} onClick={ask}>
        <Trash2 size={15} />
      </ActionIcon>
    </li>
  );
}

function Criteria({ entity, filter }: { entity: Entity; filter: Filter }) {
  const { t } = useTranslation();
  return (
    <div className={settings.dim}>
      {t("access.sharing.where")} <Conditions entity={entity} group={toGroup(filter)} />
    </div>
  );
}

function Conditions({ entity, group }: { entity: Entity; group: FilterGroup }) {
  const { t } = useTranslation();
  return group.items.map((item, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- a condition has no identity but its place
    <span key={at}>
      {at > 0 && ` ${t(`filter.${group.join}`)} `}
      <ItemText entity={entity} item={item} />
    </span>
  ));
}

function ItemText({ entity, item }: { entity: Entity; item: Item }) {
  if (!isGroup(item)) return <ConditionText entity={entity} condition={item} />;
  return (
    <>
      (<Conditions entity={entity} group={item} />)
    </>
  );
}

function ConditionText({ entity, condition }: { entity: Entity; condition: Parameters<typeof useConditionText>[1] }) {
  return useConditionText(entity, condition);
}
