/**
 * Edits one cell in place. Enter saves, Escape reverts, Tab saves and goes on, leaving saves.
 * Enter also takes the focus away, so leaving follows saving: only the first of them counts.
 */
import type { Field, Included } from "@rapport/sdk";
import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { isSame } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import styles from "./grid.module.css";

export type EditEnd = "save" | "cancel" | "next" | "previous";

interface Props {
  field: Field;
  value: unknown;
  included: Included;
  /** Called once. `value` is undefined when nothing changed. */
  onEnd: (end: EditEnd, value: unknown) => void;
}

export function CellEditor({ field, value, included, onEnd }: Props) {
  const { Input, blank } = kindOf(field);
  const start = value ?? blank ?? null;
  const [draft, setDraft] = useState<unknown>(start);
  const latest = useRef<unknown>(start);
  const isOver = useRef(false);

  function change(next: unknown) {
    latest.current = next;
    setDraft(next);
  }

  function end(how: EditEnd) {
    if (isOver.current) return;
    isOver.current = true;
    const isChanged = how !== "cancel" && !isSame(latest.current, value);
    onEnd(how, isChanged ? latest.current : undefined);
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") end("cancel");
    else if (event.key === "Tab") {
      event.preventDefault();
      end(event.shiftKey ? "previous" : "next");
    } else if (event.key === "Enter" && !event.defaultPrevented) {
      event.preventDefault();
      end("save");
    }
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) end("save");
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the input within
    <div className={styles.editor} data-editing onKeyDown={onKeyDown} onBlur={onBlur}>
      <Input
        field={field}
        value={draft}
        included={included}
        onChange={change}
        onDone={(next) => {
          latest.current = next;
          end("save");
        }}
        ariaLabel={field.label}
        size="xs"
        autoFocus
      />
    </div>
  );
}
