/** A sharing rule: which records, whose, to whom, how far. */
import { Button, Group, Input, Modal, Select, Stack, Switch, TextInput } from "@mantine/core";
import { type Filter, type Group as Who, RapportError, type SharingRule, type SharingRuleInput } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { FilterBar } from "@/features/filters/filter-bar.tsx";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import styles from "./access.module.css";
import { GroupPicker, isChosen } from "./group-picker.tsx";
import { LevelSelect } from "./level-select.tsx";

interface Draft extends Omit<SharingRuleInput, "criteria" | "to"> {
  criteria: Filter | undefined;
  to: Who | null;
}

const NEW: Draft = { name: "", entity: "", from: null, criteria: undefined, to: null, superiors: false, level: "read" };
const FROM = ["role", "role_and_below", "team", "user"] as const;

export function RuleDialog({ rule, onClose }: { rule?: SharingRule; onClose: () => void }) {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [draft, setDraft] = useState<Draft>(() => startOf(rule));
  const save = useAccessChange((input: SharingRuleInput) => (rule ? api.access.updateRule(rule.id, input) : api.access.addRule(input)));
  const entity = entities.find((one) => one.name === draft.entity || one.plural === draft.entity);
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };
  const at = (name: keyof Draft) => {
    const message = save.error instanceof RapportError ? save.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const isElsewhere = save.error && !(["name", "entity", "from", "to"] as const).some(at);
  const isReady = draft.name.trim() && entity && isChosen(draft.to) && (draft.from === null || isChosen(draft.from));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || !draft.to) return;
    const { criteria = null, to } = draft;
    save.mutate({ ...draft, name: draft.name.trim(), entity: entity.name, criteria, to }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={rule ? t("access.editOf", { name: rule.name }) : t("access.sharing.add")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {isElsewhere && <Problem error={save.error} />}
          <TextInput label={t("access.users.name")} value={draft.name} required data-autofocus error={at("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <Select
            label={t("access.sharing.records")}
            data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
            value={entity?.name ?? null}
            required
            searchable
            allowDeselect={false}
            nothingFoundMessage={t("field.noOption")}
            error={at("entity")}
            onChange={(name) => name && set({ entity: name, criteria: undefined })}
          />
          {entity && (
            <Input.Wrapper label={t("access.sharing.criteria")} description={t("access.sharing.criteriaText")} labelElement="div" error={at("criteria")}>
              <div className={styles.criteria}>
                <FilterBar entity={entity} filter={draft.criteria} onChange={(criteria) => set({ criteria })} />
              </div>
            </Input.Wrapper>
          )}
          <GroupPicker label={t("access.sharing.from")} kinds={FROM} everybody={t("access.groups.everybody")} value={draft.from} error={at("from")} onChange={(from) => set({ from })} />
          <GroupPicker label={t("access.sharing.to")} kinds={FROM} value={draft.to} error={at("to")} onChange={(to) => set({ to })} />
          <LevelSelect value={draft.level} onChange={(level) => set({ level })} />
          <Switch
            label={t("access.sharing.superiors")}
            description={t("access.sharing.superiorsText")}
            checked={draft.superiors}
            onChange={(event) => set({ superiors: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!isReady} loading={save.isPending}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function startOf(rule: SharingRule | undefined): Draft {
  if (!rule) return NEW;
  const { id: _id, criteria, ...rest } = rule;
  return { ...rest, criteria: criteria ?? undefined };
}
