/** Adds a custom field, or changes one. Its type stays, as values are stored by it. */
import { Alert, Button, Group, Modal, Select, Stack, Switch, TextInput } from "@mantine/core";
import { type Entity, type Field, type FieldType, RapportError } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence, useErrorText } from "@/ui/toasts.ts";
import { canBeSensitive, draftOf, type FieldDraft, inputOf, TYPES } from "./field-input.ts";
import { TypeSettings } from "./type-settings.tsx";
import { useSaveField } from "./use-schema.ts";

interface Props {
  entity: Entity;
  field?: Field;
  onClose: () => void;
}

const PLACED = ["label", "name", "type", "help", "options", "to", "min", "max", "scale", "max_length"];

export function FieldDialog({ entity, field, onClose }: Props) {
  const { t } = useTranslation();
  const text = useErrorText();
  const [draft, setDraft] = useState(() => draftOf(field));
  const save = useSaveField(entity, field);
  const change = (part: Partial<FieldDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    if (save.error) save.reset();
  };
  const problems = save.error instanceof RapportError ? save.error.fields : [];
  const at = (...names: string[]) => {
    const found = problems.find((one) => names.some((name) => one.field === name || one.field.startsWith(`${name}.`)));
    return found && sentence(found.message);
  };
  const isElsewhere = save.error && !problems.some((one) => PLACED.includes(one.field.split(".")[0] ?? ""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(inputOf(draft, !field), { onSuccess: onClose });
  };
  const title = field
    ? t("settings.data-model.edit", { label: field.label })
    : t("settings.data-model.addTo", { label: entity.label_plural });

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {isElsewhere && (
            <Alert color="red" variant="light" role="alert">
              {text(save.error)}
            </Alert>
          )}
          <TextInput
            label={t("settings.data-model.label")}
            value={draft.label}
            required
            data-autofocus
            error={at("label", "name")}
            onChange={(event) => change({ label: event.currentTarget.value })}
          />
          <Select
            label={t("settings.data-model.type")}
            data={TYPES.map((value) => ({ value, label: t(`settings.data-model.types.${value}`) }))}
            value={draft.type}
            disabled={Boolean(field)}
            searchable
            allowDeselect={false}
            error={at("type")}
            onChange={(value) => change({ type: (value ?? "text") as FieldType })}
          />
          <TypeSettings draft={draft} isNew={!field} error={at} onChange={change} />
          <TextInput
            label={t("settings.data-model.help")}
            description={t("settings.data-model.helpText")}
            value={draft.help}
            error={at("help")}
            onChange={(event) => change({ help: event.currentTarget.value })}
          />
          <Switch
            label={t("settings.data-model.required")}
            checked={draft.required}
            onChange={(event) => change({ required: event.currentTarget.checked })}
          />
          {canBeSensitive(draft.type) && (
            <Switch
              label={t("settings.data-model.sensitive")}
              description={t("settings.data-model.sensitiveText")}
              checked={draft.sensitive}
              error={at("sensitive")}
              onChange={(event) => change({ sensitive: event.currentTarget.checked })}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(field ? "common.save" : "settings.data-model.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
