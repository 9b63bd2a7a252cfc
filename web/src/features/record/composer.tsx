/** Writes a note, a task, a call or a meeting about the record one is on. */
import { Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { type Entity, type Field, RapportError } from "@rapport/sdk";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/data/meta.ts";
import { useCreate, useRefresh } from "@/data/mutations.ts";
import { FieldForm, focusFirstError, FormProblems } from "@/features/create/field-form.tsx";
import { useDraft } from "@/features/create/use-draft.ts";
import { isEditable } from "@/fields/registry.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";

/** Other activities are made elsewhere: files are uploaded, messages belong to a conversation. */
const WRITTEN_HERE = ["note", "task", "call", "meeting"];

export function Composer({ activities, ...shown }: Shown & { activities: Entity[] }) {
  const { t } = useTranslation();
  const writable = activities.filter((one) => WRITTEN_HERE.includes(one.name) && one.permissions.create);
  const [name, setName] = useState(writable[0]?.name ?? "");
  const activity = writable.find((one) => one.name === name);
  if (!activity || shown.record.deleted_at) return null;
  return (
    <div className={styles.composer}>
      {writable.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t("record.composerKind")}
          value={name}
          onChange={setName}
          data={writable.map((one) => ({
            value: one.name,
            label: (
              <span className={styles.kind}>
                <EntityIcon name={one.icon} size={14} />
                {one.label}
              </span>
            ),
          }))}
        />
      )}
      <ActivityForm key={name} activity={activity} {...shown} />
    </div>
  );
}

function ActivityForm({ activity, entity, record }: Shown & { activity: Entity }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const create = useCreate(activity);
  const refresh = useRefresh();
  const showError = useErrorToast();
  const [problems, setProblems] = useState<string[]>([]);
  const about = aboutField(activity);
  const fields = shortFields(activity, about);
  const draft = useDraft(fields, about ? { [about.name]: { entity: entity.name, id: record.id } } : {});

  async function save() {
    if (create.isPending) return;
    try {
      await create.mutateAsync(draft.values());
      refresh(entity.plural);
      setProblems([]);
      draft.reset();
    } catch (error) {
      if (!(error instanceof RapportError) || error.isOffline) return showError(error);
      setProblems(draft.refuse(error));
      focusFirstError(form.current);
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <Stack gap="xs">
        <FormProblems problems={problems} />
        <FieldForm fields={fields} draft={draft} />
        <Group justify="flex-end">
          <Button type="submit" size="compact-sm" disabled={!draft.isDirty} loading={create.isPending} aria-keyshortcuts="Control+Enter">
            {t("record.add", { label: activity.label })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The link of an activity that may point to any record. */
export function aboutField(activity: Entity): Field | undefined {
  return activity.fields.find((field) => field.type === "link" && field.to?.includes("*"));
}

const USUAL = 4;

/** What one writes down in passing: what is required, its title, when it is, and a text. */
function shortFields(activity: Entity, about: Field | undefined): Field[] {
  const editable = activity.fields.filter((field) => isEditable(field) && field !== about);
  const required = editable.filter((field) => field.required);
  const text = editable.find((field) => field.type === "rich_text" || field.type === "long_text");
  if (text?.required) return required;
  const time = editable.find((field) => field.type === "datetime" || field.type === "date");
  const title = fieldOf(activity, activity.title);
  const choice = editable.find((field) => field.type === "select");
  const wanted = [title, ...required, time, choice, text].filter((field) => field !== undefined);
  return [...new Set(wanted)].filter((field) => editable.includes(field)).slice(0, Math.max(USUAL, required.length));
}
