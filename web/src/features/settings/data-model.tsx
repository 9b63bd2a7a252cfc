/** Entities and their fields. What is added here is usable at once: in lists, forms, filters, import and the API. */
import { ActionIcon, Badge, Button, Group, Modal, Select, Stack, Switch, Table, TagsInput, Text, TextInput } from "@mantine/core";
import { type Entity, type Field, type FieldType, RapportError } from "@rapport/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import styles from "./settings.module.css";

/** Types a person can choose for a field of their own. */
const TYPES = [
  "text", "long_text", "integer", "decimal", "money", "boolean", "date", "datetime", "email", "phone", "url",
  "select", "multi_select", "tags", "link", "user",
] as const satisfies readonly FieldType[];

export function DataModel() {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [name, setName] = useState(entities[0]?.name ?? null);
  const [isAdding, setAdding] = useState(false);
  const entity = entities.find((one) => one.name === name);
  return (
    <section className={styles.panel}>
      <Group justify="space-between" align="flex-end" mb="sm">
        <Select
          label={t("settings.data-model.entity")}
          data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
          value={name}
          allowDeselect={false}
          searchable
          onChange={setName}
        />
        <Button onClick={() => setAdding(true)} disabled={!entity}>
          {t("settings.data-model.add")}
        </Button>
      </Group>
      {entity && <Fields entity={entity} />}
      {entity && isAdding && <AddField entity={entity} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Fields({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState<Field | null>(null);
  return (
    <div className={styles.scroll}>
      <Table aria-label={t("settings.data-model.fieldsOf", { label: entity.label_plural })}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("settings.data-model.label")}</Table.Th>
            <Table.Th className={styles.wide}>{t("settings.data-model.name")}</Table.Th>
            <Table.Th>{t("settings.data-model.type")}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entity.fields
            .filter((field) => !field.system)
            .map((field) => (
              <Table.Tr key={field.name}>
                <Table.Td>
                  {field.label} {field.custom && <Badge variant="light">{t("settings.data-model.custom")}</Badge>}
                </Table.Td>
                <Table.Td className={styles.wide}>
                  <code>{field.name}</code>
                </Table.Td>
                <Table.Td>{field.type}</Table.Td>
                <Table.Td>
                  {field.custom && (
                    <ActionIcon size={26} aria-label={t("settings.data-model.remove", { label: field.label })} onClick={() => setLeaving(field)}>
                      <Trash2 size={15} />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {leaving && <RemoveField entity={entity} field={leaving} onClose={() => setLeaving(null)} />}
    </div>
  );
}

/** Removing takes values out of sight, so the name must be typed. */
function RemoveField({ entity, field, onClose }: { entity: Entity; field: Field; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const [typed, setTyped] = useState("");

  async function remove() {
    try {
      await api.schema.deleteField(entity.name, field.name.replace("custom_fields.", ""));
      await client.invalidateQueries({ queryKey: keys.meta });
      onClose();
    } catch (error) {
      showError(error);
    }
  }

  return (
    <Modal opened onClose={onClose} title={t("settings.data-model.remove", { label: field.label })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack gap="sm">
        <Text size="sm">{t("settings.data-model.removeText", { label: field.label })}</Text>
        <TextInput label={t("settings.data-model.label")} value={typed} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button color="red" disabled={typed !== field.label} onClick={() => void remove()}>
            {t("bulk.delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function AddField({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const [type, setType] = useState<FieldType>("text");
  const [options, setOptions] = useState<string[]>([]);
  const [to, setTo] = useState<string | null>(null);
  const [isRequired, setRequired] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hasOptions = type === "select" || type === "multi_select";

  async function add() {
    try {
      await api.schema.addField(entity.name, {
        label,
        type,
        required: isRequired,
        ...(hasOptions ? { options: options.map((one) => ({ value: one, label: one })) } : {}),
        ...(type === "link" && to ? { to: [to] } : {}),
      });
      await client.invalidateQueries({ queryKey: keys.meta });
      onClose();
    } catch (error) {
      const first = error instanceof RapportError ? (error.fields[0]?.message ?? error.message) : t("error.unexpected");
      setProblem(sentence(first));
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add();
  };

  return (
    <Modal opened onClose={onClose} title={t("settings.data-model.addTo", { label: entity.label_plural })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t("settings.data-model.label")} value={label} required data-autofocus error={problem} onChange={(event) => setLabel(event.currentTarget.value)} />
          <Select label={t("settings.data-model.type")} data={[...TYPES]} value={type} allowDeselect={false} onChange={(value) => setType((value ?? "text") as FieldType)} />
          {hasOptions && <TagsInput label={t("settings.data-model.options")} description={t("settings.data-model.optionsText")} value={options} onChange={setOptions} />}
          {type === "link" && (
            <Select
              label={t("settings.data-model.to")}
              data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
              value={to}
              required
              onChange={setTo}
            />
          )}
          <Switch label={t("settings.data-model.required")} checked={isRequired} onChange={(event) => setRequired(event.currentTarget.checked)} />
          <Group justify="flex-end">
            <Button type="submit">{t("settings.data-model.add")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
