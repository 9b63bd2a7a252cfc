/** Single-line text: names, e-mail addresses, numbers to call, web addresses, codes. */
import { Anchor, TextInput } from "@mantine/core";
import type { CellProps, FieldKind, InputProps } from "./types.ts";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";

const INPUT_TYPES: Record<string, string> = { email: "email", phone: "tel", url: "url" };

function TextControl(props: InputProps) {
  return (
    <TextInput
      {...controlProps(props)}
      type={INPUT_TYPES[props.field.type] ?? "text"}
      inputMode={props.field.type === "email" ? "email" : undefined}
      maxLength={props.field.max_length ?? undefined}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
      autoComplete="off"
    />
  );
}

function TextCell({ value }: CellProps) {
  return <span className={styles.text}>{asText(value)}</span>;
}

function LinkCell({ field, value }: CellProps) {
  const text = asText(value);
  const href = hrefOf(field.type, text);
  if (!href) return <span className={styles.text}>{text}</span>;
  const isForeign = field.type === "url";
  return (
    <Anchor
      className={styles.text}
      href={href}
      size="sm"
      target={isForeign ? "_blank" : undefined}
      rel={isForeign ? "noopener noreferrer" : undefined}
      onClick={(event) => event.stopPropagation()}
    >
      {isForeign ? text.replace(/^https?:\/\//, "").replace(/\/$/, "") : text}
    </Anchor>
  );
}

/** Only schemes that cannot run code. */
export function hrefOf(type: string, text: string): string | null {
  if (!text) return null;
  if (type === "email") return `mailto:${text}`;
  if (type === "phone") return `tel:${text.replace(/[^+\d]/g, "")}`;
  return /^https?:\/\//i.test(text) ? text : null;
}

function asText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

export const textKind: FieldKind = { Cell: TextCell, Input: TextControl, toText: asText, width: 200 };
export const contactKind: FieldKind = { ...textKind, Cell: LinkCell, width: 210 };
export const codeKind: FieldKind = { ...textKind, width: 110 };
