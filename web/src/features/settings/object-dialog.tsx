/** A custom object: what it is called, how it looks, and what it starts with. */
import { ActionIcon, Alert, Button, Group, Input, Modal, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { type Entity, type FieldType, RapportError } from "@rapport/sdk";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { EntityIcon, ICON_NAMES } from "@/ui/icon.tsx";
import { sentence, useErrorText } from "@/ui/toasts.ts";
import { TYPES } from "./field-input.ts";
import styles from "./settings.module.css";
import { useSaveObject } from "./use-schema.ts";

interface Props {
  entity?: Entity;
  onClose: () => void;
  onDone: (name: string) => void;
}

/** Types that need nothing besides a label; the others are added to the finished object. */
const SIMPLE = TYPES.filter((type) => !["select", "multi_select", "link"].includes(type));

export function ObjectDialog({ entity, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const text = useErrorText();
  const save = useSaveObject(entity);
  const [label, setLabel] = useState(entity?.label ?? "");
  const [plural, setPlural] = useState(entity?.label_plural ?? "");
  const [icon, setIcon] = useState(entity?.icon ?? "box");
  const [fields, setFields] = useState<{ label: string; type: FieldType }[]>([{ label: t("settings.data-model.nameField"), type: "text" }]);
  const problems = save.error instanceof RapportError ? save.error.fields : [];
  const at = (...names: string[]) => {
    const found = problems.find((one) => names.some((name) => one.field === name || one.field.startsWith(`${name}.`)));
    return found && sentence(found.message);
  };
  const isElsewhere = save.error && !at("label", "name", "label_plural", "plural", "icon", "fields");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = fields.filter((field) => field.label.trim());
    save.mutate(
      { label: label.trim(), ...(plural.trim() ? { label_plural: plural.trim() } : {}), icon, fields: wanted },
      { onSuccess: (made) => onDone(made.name) },
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={entity ? t("settings.data-model.edit", { label: entity.label_plural }) : t("settings.data-model.addObject")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {isElsewhere && (
            <Alert color="red" variant="light" role="alert">
              {text(save.error)}
            </Alert>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
            <TextInput label={t("settings.data-model.one")} value={label} required data-autofocus error={at("label", "name")} onChange={(event) => setLabel(event.currentTarget.value)} />
            <TextInput label={t("settings.data-model.many")} value={plural} error={at("label_plural", "plural")} onChange={(event) => setPlural(event.currentTarget.value)} />
          </SimpleGrid>
          <Select
            label={t("settings.data-model.icon")}
            data={["box", ...ICON_NAMES]}
            value={icon}
            searchable
            allowDeselect={false}
            leftSection={<EntityIcon name={icon} size={16} />}
            renderOption={({ option }) => (
              <span className={styles.colorOption}>
                <EntityIcon name={option.value} size={16} /> {option.label}
              </span>
            )}
            error={at("icon")}
            onChange={(name) => setIcon(name ?? "box")}
          />
          {!entity && <FirstFields fields={fields} error={at("fields")} onChange={setFields} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(entity ? "common.save" : "settings.data-model.makeObject")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type First = { label: string; type: FieldType };

function FirstFields({ fields, error, onChange }: { fields: First[]; error: string | undefined; onChange: (fields: First[]) => void }) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<First>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  return (
    <fieldset className={styles.choices}>
      <Input.Label component="legend">{t("settings.data-model.firstFields")}</Input.Label>
      <Input.Description>{t("settings.data-model.firstFieldsText")}</Input.Description>
      {fields.map((field, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a field has no name before it is saved
        <div className={styles.choice} key={at}>
          <TextInput
            size="xs"
            aria-label={t("settings.data-model.labelOfField", { number: at + 1 })}
            value={field.label}
            onChange={(event) => change(at, { label: event.currentTarget.value })}
          />
          <Select
            size="xs"
            aria-label={t("settings.data-model.typeOfField", { number: at + 1 })}
            data={SIMPLE.map((value) => ({ value, label: t(`settings.data-model.types.${value}`) }))}
            value={SIMPLE.find((type) => type === field.type) ?? "text"}
            allowDeselect={false}
            disabled={at === 0}
            onChange={(type) => type && change(at, { type })}
          />
          <ActionIcon
            size={28}
            aria-label={t("settings.data-model.removeFieldRow", { number: at + 1 })}
            disabled={at === 0}
            onClick={() => onChange(fields.filter((_, index) => index !== at))}
          >
            <X size={15} />
          </ActionIcon>
        </div>
      ))}
      {error && <Input.Error role="alert">{error}</Input.Error>}
      <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} />} onClick={() => onChange([...fields, { label: "", type: "text" }])}>
        {t("settings.data-model.addRow")}
      </Button>
    </fieldset>
  );
}
