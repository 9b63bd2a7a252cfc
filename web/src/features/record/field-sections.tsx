/** All fields of a record by section, each edited in its place. */
import type { Entity, Field } from "@rapport/sdk";
import { Pencil } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { isEmpty, isSame } from "@/data/values.ts";
import { LinesTable } from "@/fields/lines.tsx";
import { isEditable, kindOf } from "@/fields/registry.ts";
import type { Shown } from "./record-header.tsx";
import { MaskedValue, useSensitive } from "./sensitive.tsx";
import { stageFields, useStateChoice } from "./stage-editor.tsx";
import styles from "./record.module.css";

export function FieldSections(shown: Shown) {
  const { t } = useTranslation();
  const elsewhere = stageFields(useStateChoice(shown.entity));
  const here = { ...shown.entity, fields: shown.entity.fields.filter(({ name }) => !elsewhere.includes(name)) };
  return (
    <div className={styles.fields}>
      {sectionsOf(here, t("record.details"), t("record.others"), t("record.system")).map((section) => (
        <section key={section.name} className={styles.section} aria-label={section.label}>
          <h2 className={styles.sectionTitle}>{section.label}</h2>
          <dl className={styles.list}>
            {section.fields.map((field) => (
              <FieldRow key={pathOf(field)} field={field} {...shown} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** Fields too wide for the column of fields: the lines of an estimate. */
export function WideFields(shown: Shown) {
  return shown.entity.fields
    .filter((field) => field.type === "lines")
    .map((field) => (
      <section key={pathOf(field)} className={styles.wide} aria-label={field.label}>
        <dl className={styles.list}>
          <FieldRow field={field} {...shown} />
        </dl>
      </section>
    ));
}

interface Section {
  name: string;
  label: string;
  fields: Field[];
}

/** The server's sections, and what is in none of them, so that no field is lost. */
function sectionsOf(entity: Entity, details: string, more: string, system: string): Section[] {
  const states = Object.keys(entity.states ?? {});
  const placed = new Set<Field>();
  const sections = entity.layout.sections.map(({ name, label, fields }) => {
    const found = fields
      .flatMap((one) => fieldOf(entity, one) ?? [])
      .filter((field) => !states.includes(field.name) && !field.system && field.type !== "lines");
    for (const field of found) placed.add(field);
    return { name, label: label || details, fields: found };
  });
  const others = entity.fields.filter(
    (field) => !placed.has(field) && !states.includes(field.name) && field.type !== "lines",
  );
  const hidden = ["id", "seq", "version", "deleted_at", "code"];
  return [
    ...sections,
    { name: "others", label: more, fields: others.filter((field) => !field.system && !hidden.includes(field.name)) },
    { name: "system", label: system, fields: others.filter((field) => field.system && !hidden.includes(field.name)) },
  ].filter(({ fields }) => fields.length > 0);
}

function FieldRow({ field, ...shown }: Shown & { field: Field }) {
  const { t } = useTranslation();
  const { entity, record, edit } = shown;
  const [isEditing, setEditing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const { isMasked, value, reveal } = useSensitive(entity, field, record);
  const canEdit = entity.permissions.update && isEditable(field) && !record.deleted_at && !isMasked;
  const isLarge = Boolean(kindOf(field).isLarge);

  async function save(next: unknown) {
    setEditing(false);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>("button")?.focus());
    if (isSame(next, value)) return;
    setError(await edit.saveField(record, field, next));
  }

  return (
    <div ref={row} className={styles.field} data-large={isLarge || undefined} data-editing={isEditing || undefined}>
      <dt>{field.label}</dt>
      <dd>
        {isEditing ? (
          <FieldEditor field={field} value={value} {...shown} onSave={(next) => void save(next)} onCancel={() => setEditing(false)} />
        ) : (
          <>
            <div className={styles.value} onDoubleClick={() => canEdit && setEditing(true)}>
              {isMasked ? (
                <MaskedValue field={field} onShow={reveal} />
              ) : isEmpty(value) ? (
                <span className={styles.empty}>{t("common.empty")}</span>
              ) : (
                <Value field={field} value={value} {...shown} />
              )}
            </div>
            {canEdit && (
              <button
                type="button"
                className={styles.editButton}
                aria-label={t("record.edit", { label: field.label })}
                onClick={() => {
                  setError(null);
                  setEditing(true);
                }}
              >
                <Pencil size={13} aria-hidden="true" />
              </button>
            )}
          </>
        )}
        {error && (
          <div role="alert" className={styles.fieldError}>
            {error}
          </div>
        )}
      </dd>
    </div>
  );
}

function Value({ field, value, included }: Shown & { field: Field; value: unknown }) {
  if (field.type === "lines") return <LinesTable value={value} />;
  const { Cell } = kindOf(field);
  return <Cell field={field} value={value} included={included} />;
}

interface EditorProps extends Shown {
  field: Field;
  value: unknown;
  onSave: (value: unknown) => void;
  onCancel: () => void;
}

/** Small fields save on Enter and on leaving; large ones have a button, as Enter is a new line there. */
function FieldEditor({ field, value, included, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation();
  const { Input, isLarge, blank } = kindOf(field);
  const start = value ?? blank ?? null;
  const [draft, setDraft] = useState<unknown>(start);
  const isOver = useRef(false);

  function end(run: () => void) {
    if (isOver.current) return;
    isOver.current = true;
    run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      end(onCancel);
    } else if (event.key === "Enter" && !event.defaultPrevented && (!isLarge || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      end(() => onSave(draft));
    }
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    if (!isLarge && !event.currentTarget.contains(event.relatedTarget)) end(() => onSave(draft));
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the input within
    <div className={styles.editor} onKeyDown={onKeyDown} onBlur={onBlur}>
      <Input
        field={field}
        value={draft}
        onChange={setDraft}
        onDone={(next) => end(() => onSave(next))}
        included={included}
        ariaLabel={field.label}
        size="xs"
        autoFocus
      />
      {isLarge && (
        <Group gap={6} mt={6} justify="flex-end">
          <Button variant="default" size="compact-xs" onClick={() => end(onCancel)}>
            {t("common.cancel")}
          </Button>
          <Button size="compact-xs" onClick={() => end(() => onSave(draft))}>
            {t("common.save")}
          </Button>
        </Group>
      )}
    </div>
  );
}
