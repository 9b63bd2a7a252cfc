/** A postal address in five parts. */
import { Input, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

const PARTS = ["street", "postal_code", "city", "state", "country"] as const;
type Address = Partial<Record<(typeof PARTS)[number], string | null>>;

function AddressControl(props: InputProps) {
  const { t } = useTranslation();
  const address = asAddress(props.value);
  const { label, error, description, size, disabled, autoFocus } = controlProps(props);
  return (
    <Input.Wrapper labelElement="div" label={label} error={error} description={description}>
      <div className={styles.addressGrid} role="group" aria-label={props.field.label}>
        {PARTS.map((part) => (
          <TextInput
            key={part}
            className={part === "street" ? styles.wide : undefined}
            size={size}
            disabled={disabled}
            data-autofocus={(autoFocus && part === "street") || undefined}
            aria-label={t(`field.address.${part}`)}
            placeholder={t(`field.address.${part}`)}
            value={address[part] ?? ""}
            onChange={(event) =>
              props.onChange({ ...address, [part]: event.currentTarget.value || null })
            }
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}

function AddressCell({ value }: CellProps) {
  return <span className={styles.text}>{addressText(value)}</span>;
}

export function addressText(value: unknown): string {
  const { street, postal_code, city, state, country } = asAddress(value);
  const town = [postal_code, city].filter(Boolean).join(" ");
  return [street, town, state, country].filter(Boolean).join(", ");
}

function asAddress(value: unknown): Address {
  return typeof value === "object" && value !== null ? (value as Address) : {};
}

export const addressKind: FieldKind = {
  Cell: AddressCell,
  Input: AddressControl,
  toText: addressText,
  width: 240,
  isLarge: true,
};
