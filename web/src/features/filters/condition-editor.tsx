/** Builds one condition: a field, an operator, a value. Fields and operators come from the server. */
import { Button, Checkbox, Group, NativeSelect, Select, Stack, TagsInput } from "@mantine/core";
import type { Condition, Entity, Field, Operator } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, pathOf, useUsers } from "@/data/meta.ts";
import type { Money } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import styles from "./filters.module.css";

export const PERIODS = [
  "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month",
  "last_month", "next_month", "this_quarter", "last_quarter", "next_quarter", "this_year",
  "last_year", "next_year", "last_7_days", "last_30_days", "last_90_days", "next_7_days",
  "next_30_days", "next_90_days", "past", "future",
] as const;

export type Period = (typeof PERIODS)[number];

const LISTS: readonly Operator[] = ["in", "nin", "has_any", "has_all"];

interface Props {
  /** Give the entity to let the field be chosen, or the field of a condition that exists. */
  entity?: Entity;
  field?: Field;
  condition?: Condition;
  onDone: (condition: Condition) => void;
  onDoneAsGroup?: (condition: Condition) => void;
}

export function ConditionEditor({ entity, field: fixed, condition, onDone, onDoneAsGroup }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Field | undefined>(fixed);
  const [op, setOp] = useState<Operator>(condition?.op ?? "eq");
  const [value, setValue] = useState<unknown>(condition?.value ?? null);
  const made: Condition | null = chosen
    ? { field: pathOf(chosen), op, value: op === "empty" ? (value ?? true) : value }
    : null;
  const isReady = made !== null && made.value !== null && made.value !== "";

  function choose(name: string | null) {
    const field = entity && name ? fieldOf(entity, name) : undefined;
    setChosen(field);
    setOp(usualOperator(field));
    setValue(field?.type === "boolean" ? true : null);
  }

  function changeOperator(next: Operator) {
    if (shapeOf(next) !== shapeOf(op)) setValue(next === "empty" ? true : null);
    setOp(next);
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (made && isReady) onDone(made);
  };

  return (
    <form onSubmit={submit} className={styles.editor}>
      <Stack gap="xs">
        {entity && (
          <Select
            size="xs"
            label={t("filter.field")}
            data={entity.fields.filter(({ filterable }) => filterable).map((field) => ({ value: pathOf(field), label: field.label }))}
            value={chosen ? pathOf(chosen) : null}
            onChange={choose}
            searchable
            data-autofocus
            comboboxProps={{ withinPortal: false }}
            nothingFoundMessage={t("field.noOption")}
          />
        )}
        {chosen && (
          <>
            <NativeSelect
              size="xs"
              label={entity ? t("filter.operator") : chosen.label}
              data={(chosen.operators ?? ["eq"]).map((one) => ({ value: one, label: t(`filter.op.${one}`) }))}
              value={op}
              onChange={(event) => changeOperator(event.currentTarget.value as Operator)}
            />
            <ValueInput field={chosen} op={op} value={value} onChange={setValue} />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          {onDoneAsGroup && (
            <Button variant="subtle" size="compact-sm" disabled={!isReady} onClick={() => made && onDoneAsGroup(made)}>
              {t("filter.addAsGroup")}
            </Button>
          )}
          <Button type="submit" size="compact-sm" disabled={!isReady}>
            {t("filter.apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ValueProps {
  field: Field;
  op: Operator;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ValueInput({ field, op, value, onChange }: ValueProps) {
  const { t } = useTranslation();
  const label = t("filter.value");
  if (op === "empty") {
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        data={[
          { value: "true", label: t("common.yes") },
          { value: "false", label: t("common.no") },
        ]}
        value={String(value ?? true)}
        onChange={(event) => onChange(event.currentTarget.value === "true")}
      />
    );
  }
  if (op === "within") {
    return (
      <Select
        size="xs"
        aria-label={label}
        data={PERIODS.map((period) => ({ value: period, label: t(`filter.period.${period}`) }))}
        value={typeof value === "string" ? value : null}
        onChange={onChange}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
    );
  }
  if (op === "between") return <Between field={field} op={op} value={value} onChange={onChange} />;
  if (LISTS.includes(op)) return <ListInput field={field} op={op} value={value} onChange={onChange} />;
  return <SingleInput field={field} op={op} value={value} onChange={onChange} />;
}

function SingleInput({ field, op, value, onChange, label }: ValueProps & { label?: string }) {
  const { t } = useTranslation();
  // Only equality asks for a whole value; the other operators of text take a part of it.
  const isPart = op === "contains" || op === "starts_with" || op === "ends_with";
  const shown: Field = isPart || field.type === "tags" || field.type === "code" ? { ...field, type: "text" } : field.type === "money" ? { ...field, type: "decimal" } : field.type === "multi_select" ? { ...field, type: "select" } : field;
  const { Input } = kindOf(shown);
  return (
    <Input
      field={{ ...shown, options: field.type === "user" ? null : (shown.options ?? null) }}
      value={plain(value)}
      onChange={onChange}
      included={{}}
      ariaLabel={label ?? t("filter.value")}
      size="xs"
    />
  );
}

function Between(props: ValueProps) {
  const { t } = useTranslation();
  const [from, to] = Array.isArray(props.value) ? (props.value as unknown[]) : [null, null];
  const change = (next: unknown[]) => props.onChange(next.includes(null) && next.every((one) => one === null) ? null : next);
  return (
    <Group gap="xs" grow wrap="nowrap">
      <SingleInput {...props} value={from} label={t("filter.from")} onChange={(next) => change([next, to ?? null])} />
      <SingleInput {...props} value={to} label={t("filter.to")} onChange={(next) => change([from ?? null, next])} />
    </Group>
  );
}

function ListInput({ field, value, onChange }: ValueProps) {
  const { t } = useTranslation();
  const users = useUsers();
  const values = Array.isArray(value) ? value.map(String) : [];
  const change = (next: string[]) => onChange(next.length > 0 ? next : null);
  const data =
    field.type === "user"
      ? [{ value: "me", label: t("filter.me") }, ...(users.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]
      : (field.options ?? []).map((option) => ({ value: option.value, label: option.label }));
  if (data.length === 0) {
    return <TagsInput size="xs" aria-label={t("filter.value")} value={values} onChange={change} />;
  }
  return (
    <Checkbox.Group value={values} onChange={change} aria-label={t("filter.value")}>
      <Stack gap={6} className={styles.choices}>
        {data.map(({ value: one, label }) => (
          <Checkbox key={one} size="xs" value={one} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function shapeOf(op: Operator): string {
  if (op === "empty" || op === "within" || op === "between") return op;
  return LISTS.includes(op) ? "list" : "single";
}

/** What people mostly ask of such a field. */
function usualOperator(field: Field | undefined): Operator {
  const operators = field?.operators ?? [];
  const wanted: Operator[] =
    field?.type === "select" || field?.type === "state" || field?.type === "user"
      ? ["in", "eq"]
      : ["contains", "has_any", "within", "eq"];
  return wanted.find((op) => operators.includes(op)) ?? operators[0] ?? "eq";
}

function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null && "amount" in value
    ? (value as Money).amount
    : value;
}
