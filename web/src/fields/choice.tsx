/** One or several of a list: selects, states, tags. */
import { MultiSelect, Select, TagsInput } from "@mantine/core";
import type { Field, Option } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { useTagColors, useTagNames } from "@/data/tags.ts";
import { Chip } from "@/ui/chip.tsx";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

export function optionOf(field: Field, value: unknown): Option | undefined {
  return field.options?.find((option) => option.value === value);
}

function SelectControl(props: InputProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...controlProps(props)}
      data={props.field.options?.map(({ value, label }) => ({ value, label })) ?? []}
      value={typeof props.value === "string" ? props.value : null}
      onChange={(value) => {
        props.onChange(value);
        props.onDone?.(value);
      }}
      searchable
      clearable={!props.required && props.field.type !== "state"}
      clearButtonProps={{ "aria-label": t("common.clear") }}
      nothingFoundMessage={t("field.noOption")}
      comboboxProps={{ shadow: "md" }}
    />
  );
}

function MultiSelectControl(props: InputProps) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      {...controlProps(props)}
      data={props.field.options?.map(({ value, label }) => ({ value, label })) ?? []}
      value={asList(props.value)}
      onChange={props.onChange}
      searchable
      nothingFoundMessage={t("field.noOption")}
      comboboxProps={{ shadow: "md" }}
    />
  );
}

function TagsControl(props: InputProps) {
  const { t } = useTranslation();
  const known = useTagNames();
  // Other lists of words, such as those who attend a meeting, are their own.
  const isListed = props.field.name === "tags" || props.field.custom;
  return (
    <TagsInput
      {...controlProps(props)}
      placeholder={asList(props.value).length === 0 ? t("field.tagsHint") : undefined}
      value={asList(props.value)}
      onChange={props.onChange}
      data={isListed ? known : []}
      comboboxProps={{ shadow: "md" }}
    />
  );
}

function SelectCell({ field, value }: CellProps) {
  const option = optionOf(field, value);
  if (!option) return <span className={styles.text}>{typeof value === "string" ? value : ""}</span>;
  return <Chip color={option.color}>{option.label}</Chip>;
}

function ListCell({ field, value }: CellProps) {
  return (
    <span className={styles.chips}>
      {asList(value).map((item) => {
        const option = optionOf(field, item);
        return (
          <Chip key={item} color={option?.color}>
            {option?.label ?? item}
          </Chip>
        );
      })}
    </span>
  );
}

function TagsCell({ value }: CellProps) {
  const colorOf = useTagColors();
  return (
    <span className={styles.chips}>
      {asList(value).map((item) => (
        <Chip key={item} color={colorOf(item)}>
          {item}
        </Chip>
      ))}
    </span>
  );
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function listText(value: unknown, field: Field): string {
  return asList(value)
    .map((item) => optionOf(field, item)?.label ?? item)
    .join(", ");
}

export const selectKind: FieldKind = {
  Cell: SelectCell,
  Input: SelectControl,
  toText: (value, field) => optionOf(field, value)?.label ?? (value ? String(value) : ""),
  width: 150,
};

export const multiSelectKind: FieldKind = {
  Cell: ListCell,
  Input: MultiSelectControl,
  toText: listText,
  width: 200,
};

export const tagsKind: FieldKind = { ...multiSelectKind, Cell: TagsCell, Input: TagsControl };
