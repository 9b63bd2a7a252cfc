/** Text of several lines, Markdown, and JSON as text. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Markdown, plainText } from "@/ui/markdown.tsx";
import type { CellProps, FieldKind, InputProps } from "./types.ts";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";

function LongTextControl(props: InputProps) {
  const { t } = useTranslation();
  const isMarkdown = props.field.type === "rich_text";
  return (
    <Textarea
      {...controlProps(props)}
      description={props.description ?? (isMarkdown ? t("field.markdownHint") : undefined)}
      autosize
      minRows={3}
      maxRows={14}
      value={typeof props.value === "string" ? props.value : ""}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}

function JsonControl(props: InputProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => jsonText(props.value));
  const [isBroken, setBroken] = useState(false);

  function change(text: string) {
    setDraft(text);
    try {
      props.onChange(text.trim() ? JSON.parse(text) : null);
      setBroken(false);
    } catch {
      setBroken(true);
    }
  }

  return (
    <Textarea
      {...controlProps(props)}
      error={props.error ?? (isBroken ? t("field.brokenJson") : undefined)}
      autosize
      minRows={3}
      maxRows={14}
      className={styles.mono}
      value={draft}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function LongTextCell({ value }: CellProps) {
  return <span className={styles.multiline}>{typeof value === "string" ? value : ""}</span>;
}

function MarkdownCell({ value }: CellProps) {
  return <Markdown source={typeof value === "string" ? value : ""} />;
}

function JsonCell({ value }: CellProps) {
  return <code className={styles.text}>{jsonText(value)}</code>;
}

function jsonText(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
}

export const longTextKind: FieldKind = {
  Cell: LongTextCell,
  Input: LongTextControl,
  toText: (value) => (typeof value === "string" ? value : ""),
  width: 260,
  isLarge: true,
};
export const richTextKind: FieldKind = {
  ...longTextKind,
  Cell: MarkdownCell,
  toText: (value) => plainText(typeof value === "string" ? value : ""),
};
export const jsonKind: FieldKind = {
  ...longTextKind,
  Cell: JsonCell,
  Input: JsonControl,
  toText: jsonText,
};
