/** What only some types have: choices, a target, bounds. */
import { Group, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/data/meta.ts";
import { Choices } from "./choices.tsx";
import { type FieldDraft, hasLength, hasOptions, hasRange } from "./field-input.ts";

interface Props {
  draft: FieldDraft;
  isNew: boolean;
  error: (...names: string[]) => string | undefined;
  onChange: (part: Partial<FieldDraft>) => void;
}

const numberOf = (value: number | string) => (typeof value === "number" ? value : null);

export function TypeSettings({ draft, isNew, error, onChange }: Props) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const { type } = draft;
  if (hasOptions(type)) {
    return <Choices options={draft.options} error={error("options")} onChange={(options) => onChange({ options })} />;
  }
  if (type === "link") {
    return (
      <Select
        label={t("settings.data-model.to")}
        data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
        value={draft.to[0] ?? null}
        required
        searchable
        disabled={!isNew}
        allowDeselect={false}
        error={error("to")}
        onChange={(to) => onChange({ to: to ? [to] : [] })}
      />
    );
  }
  if (hasLength(type)) {
    return (
      <NumberInput
        label={t("settings.data-model.maxLength")}
        value={draft.max_length ?? ""}
        min={1}
        max={10_000}
        hideControls
        error={error("max_length")}
        onChange={(value) => onChange({ max_length: numberOf(value) })}
      />
    );
  }
  if (!hasRange(type)) return null;
  return (
    <Group grow align="flex-start">
      <NumberInput
        label={t("settings.data-model.min")}
        value={draft.min ?? ""}
        hideControls
        error={error("min")}
        onChange={(value) => onChange({ min: numberOf(value) })}
      />
      <NumberInput
        label={t("settings.data-model.max")}
        value={draft.max ?? ""}
        hideControls
        error={error("max")}
        onChange={(value) => onChange({ max: numberOf(value) })}
      />
      {type === "decimal" && (
        <NumberInput
          label={t("settings.data-model.scale")}
          value={draft.scale ?? 2}
          min={0}
          max={6}
          disabled={!isNew}
          hideControls
          error={error("scale")}
          onChange={(value) => onChange({ scale: numberOf(value) })}
        />
      )}
    </Group>
  );
}
