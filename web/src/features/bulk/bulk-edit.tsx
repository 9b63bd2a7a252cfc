import { Button, Group, Modal, Select, Stack } from "@mantine/core";
import type { Entity, Field } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { writeValue } from "@/data/values.ts";
import { formatNumber } from "@/fields/format.ts";
import { isEditable, kindOf } from "@/fields/registry.ts";

interface Props {
  entity: Entity;
  /** The field to set; left out, the person chooses. */
  only: string | undefined;
  count: number;
  onClose: () => void;
  onApply: (set: Record<string, unknown>) => Promise<boolean>;
}

/** Sets one field of all chosen records. */
export function BulkEdit({ entity, only, count, onClose, onApply }: Props) {
  const { t } = useTranslation();
  const [field, setField] = useState<Field | undefined>(only ? fieldOf(entity, only) : undefined);
  const [value, setValue] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const Input = field ? kindOf(field).Input : null;

  async function apply() {
    if (!field) return;
    setBusy(true);
    if (await onApply(writeValue(field, value))) onClose();
    setBusy(false);
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void apply();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("bulk.editTitle", { number: formatNumber(count), label: entity.label_plural })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {!only && (
            <Select
              label={t("filter.field")}
              data={entity.fields.filter(isEditable).map((one) => ({ value: pathOf(one), label: one.label }))}
              value={field ? pathOf(field) : null}
              onChange={(name) => {
                const chosen = name ? fieldOf(entity, name) : undefined;
                setField(chosen);
                setValue(chosen ? (kindOf(chosen).blank ?? null) : null);
              }}
              searchable
              data-autofocus
            />
          )}
          {field && Input && (
            <Input
              key={field.name}
              field={field}
              value={value}
              onChange={setValue}
              included={{}}
              label={field.label}
              required={field.required}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!field} loading={isBusy}>
              {t("bulk.apply")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
