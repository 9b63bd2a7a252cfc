/** Makes or changes a retention rule. It is switched on from its preview. */
import { Button, Group, Input, Modal, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { type Entity, type Filter, RapportError, type RetentionAction, type RetentionInput, type RetentionRule } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { pathOf, readableEntities, useMeta } from "@/data/meta.ts";
import { FilterBar } from "@/features/filters/filter-bar.tsx";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import access from "../access/access.module.css";
import { usePrivacyChange } from "./use-privacy.ts";

interface Draft {
  name: string;
  entity: string;
  filter: Filter | undefined;
  date_field: string;
  after_days: number;
  action: RetentionAction;
}

const NEW: Draft = { name: "", entity: "", filter: undefined, date_field: "", after_days: 365, action: "bin" };
const ACTIONS = ["bin", "purge", "erase"] as const satisfies RetentionAction[];
const FIELDS = ["name", "entity", "filter", "date_field", "after_days", "action"] as const;

export function RetentionDialog({ rule, onClose }: { rule: RetentionRule | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [draft, setDraft] = useState<Draft>(() => (rule ? { ...rule, filter: rule.filter ?? undefined } : NEW));
  const save = usePrivacyChange((input: RetentionInput) => (rule ? api.privacy.changeRule(rule.id, input) : api.privacy.addRule(input)));
  const entity = entities.find((one) => one.name === draft.entity);
  const set = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    save.reset();
  };
  const at = (name: (typeof FIELDS)[number]) => {
    const message = save.error instanceof RapportError ? save.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, entity: of, filter = null, date_field, after_days, action } = draft;
    save.mutate({ name: name.trim(), entity: of, filter, date_field, after_days, action }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={rule ? t("access.editOf", { name: rule.name }) : t("privacy.retention.add")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {save.error && !FIELDS.some(at) && <Problem error={save.error} />}
          <TextInput label={t("access.users.name")} value={draft.name} required maxLength={200} data-autofocus error={at("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <Select
            label={t("access.sharing.records")}
            data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
            value={entity?.name ?? null}
            required
            searchable
            allowDeselect={false}
            nothingFoundMessage={t("field.noOption")}
            error={at("entity")}
            onChange={(name) => name && set({ entity: name, filter: undefined, date_field: "" })}
          />
          {entity && (
            <>
              <Input.Wrapper label={t("privacy.retention.which")} description={t("privacy.retention.whichText")} labelElement="div" error={at("filter")}>
                <div className={access.criteria}>
                  <FilterBar entity={entity} filter={draft.filter} onChange={(filter) => set({ filter })} />
                </div>
              </Input.Wrapper>
              <Group grow align="flex-start">
                <NumberInput label={t("privacy.retention.days")} value={draft.after_days} min={1} max={36525} allowDecimal={false} required error={at("after_days")} onChange={(days) => set({ after_days: Number(days) })} />
                <Select label={t("privacy.retention.since")} data={datesOf(entity)} value={draft.date_field || null} required allowDeselect={false} error={at("date_field")} onChange={(field) => set({ date_field: field ?? "" })} />
              </Group>
            </>
          )}
          <Select
            label={t("privacy.retention.then")}
            data={ACTIONS.map((value) => ({ value, label: t(`privacy.retention.actions.${value}`) }))}
            value={draft.action}
            allowDeselect={false}
            description={t(`privacy.retention.actionText.${draft.action}`)}
            error={at("action")}
            onChange={(action) => action && set({ action: action as RetentionAction })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!draft.name.trim() || !entity || !draft.date_field} loading={save.isPending}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Fields whose age can decide. */
function datesOf(entity: Entity): { value: string; label: string }[] {
  const dates = entity.fields.filter((field) => field.type === "date" || field.type === "datetime");
  return dates.map((field) => ({ value: pathOf(field), label: field.label }));
}
