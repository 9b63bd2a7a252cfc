/** Whole and decimal numbers, and amounts of money. */
import { Group, NumberInput, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { useMeta } from "@/data/meta.ts";
import type { Money } from "@/data/values.ts";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import { formatMoney, formatNumber } from "./format.ts";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

function NumberControl(props: InputProps) {
  const { field } = props;
  return (
    <NumberInput
      {...controlProps(props)}
      hideControls
      allowDecimal={field.type !== "integer"}
      decimalScale={field.type === "integer" ? 0 : (field.scale ?? undefined)}
      min={field.min ?? undefined}
      max={field.max ?? undefined}
      value={typeof props.value === "number" ? props.value : ""}
      onChange={(value) => props.onChange(value === "" ? null : Number(value))}
    />
  );
}

function MoneyControl(props: InputProps) {
  const { t } = useTranslation();
  const { currencies } = useMeta();
  const { tenant } = useMe();
  const money = asMoney(props.value);
  const currency = money.currency ?? tenant.currency;
  const { label, ...control } = controlProps(props);
  return (
    <Group gap={4} wrap="nowrap" align={label ? "flex-end" : "flex-start"}>
      <NumberInput
        {...control}
        label={label}
        className={styles.grow}
        hideControls
        decimalScale={4}
        thousandSeparator
        value={money.amount ?? ""}
        onChange={(value) =>
          props.onChange({ amount: value === "" ? null : Number(value), currency })
        }
      />
      <NativeSelect
        className={styles.currency}
        size={control.size}
        disabled={control.disabled}
        aria-label={t("field.currencyOf", { label: props.field.label })}
        data={currencies.includes(currency) ? currencies : [currency, ...currencies]}
        value={currency}
        onChange={(event) =>
          props.onChange({ amount: money.amount, currency: event.currentTarget.value })
        }
      />
    </Group>
  );
}

function NumberCell({ field, value }: CellProps) {
  return <span className={styles.number}>{numberText(value, field.scale)}</span>;
}

function MoneyCell({ value }: CellProps) {
  return <span className={styles.number}>{moneyText(value)}</span>;
}

function numberText(value: unknown, scale?: number | null): string {
  return typeof value === "number" ? formatNumber(value, scale) : "";
}

export function moneyText(value: unknown): string {
  const { amount, currency } = asMoney(value);
  return amount === null ? "" : formatMoney(amount, currency);
}

function asMoney(value: unknown): Money {
  if (typeof value === "number") return { amount: value, currency: null };
  return (value as Money | null) ?? { amount: null, currency: null };
}

export const numberKind: FieldKind = {
  Cell: NumberCell,
  Input: NumberControl,
  toText: (value, field) => numberText(value, field.scale),
  align: "end",
  width: 120,
};

export const moneyKind: FieldKind = {
  Cell: MoneyCell,
  Input: MoneyControl,
  toText: moneyText,
  align: "end",
  width: 140,
};
