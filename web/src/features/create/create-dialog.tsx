/** S7: creates a record of any entity. The server is the authority on what is right. */
import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import { modals } from "@mantine/modals";
import { type Entity, type Field, RapportError } from "@rapport/sdk";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, stateField } from "@/data/meta.ts";
import { useCreate } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { isEditable } from "@/fields/registry.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { FieldForm, focusFirstError, FormProblems } from "./field-form.tsx";
import { useDraft } from "./use-draft.ts";

interface Props {
  entity: Entity;
  values?: Record<string, unknown>;
  onClose: () => void;
}

/** So many fields are shown before "all fields" is asked for. */
const SHORT = 8;

export default function CreateDialog({ entity, values = {}, onClose }: Props) {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  const all = writableFields(entity);
  const short = shortList(entity, all);
  const draft = useDraft(all, values);
  const { save, problems, isBusy, form } = useSaving(entity, draft, onClose);

  function close() {
    if (!draft.isDirty) return onClose();
    modals.openConfirmModal({
      title: t("create.leaveTitle"),
      children: t("create.leaveText"),
      labels: { confirm: t("create.discard"), cancel: t("create.keep") },
      confirmProps: { color: "red" },
      onConfirm: onClose,
    });
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save("open");
  };

  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t("create.title", { label: entity.label })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        ref={form}
        onSubmit={submit}
        noValidate
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save("open");
        }}
      >
        <Stack gap="sm">
          <FormProblems problems={problems} />
          <FieldForm fields={isLong ? all : short} draft={draft} isFocused />
          {short.length < all.length && (
            <Checkbox
              size="xs"
              label={t("create.allFields", { count: all.length })}
              checked={isLong}
              onChange={(event) => setLong(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" disabled={isBusy} onClick={() => void save("new")}>
              {t("create.saveAndNew")}
            </Button>
            <Button type="submit" loading={isBusy} aria-keyshortcuts="Control+Enter">
              {t("create.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useSaving(entity: Entity, draft: ReturnType<typeof useDraft>, onClose: () => void) {
  const { t } = useTranslation();
  const create = useCreate(entity);
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<string[]>([]);

  async function save(then: "open" | "new") {
    if (create.isPending) return;
    try {
      const { data, operation } = await create.mutateAsync(draft.values());
      offerUndo(t("create.done", { label: entity.label }), operation);
      setProblems([]);
      if (then === "new") {
        draft.reset();
        requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("input, textarea")?.focus());
      } else {
        onClose();
        if (!entity.activity) {
          await navigate({ to: "/records/$plural/$id", params: { plural: entity.plural, id: data.id } });
        }
      }
    } catch (error) {
      if (!(error instanceof RapportError) || error.isOffline) return showError(error);
      setProblems(draft.refuse(error));
      focusFirstError(form.current);
    }
  }

  return { save, problems, isBusy: create.isPending, form };
}

/** Required fields first, then those of the list; the state is where the machine starts it. */
function shortList(entity: Entity, all: Field[]): Field[] {
  const state = stateField(entity)?.field;
  const required = all.filter((field) => field.required);
  const listed = entity.layout.list.flatMap((name) => fieldOf(entity, name) ?? []);
  const wanted = [...new Set([...required, ...listed, ...all])].filter(
    (field) => all.includes(field) && field !== state,
  );
  const lines = all.filter((field) => field.type === "lines");
  return [...new Set([...wanted.slice(0, Math.max(SHORT, required.length)), ...lines])];
}

function writableFields(entity: Entity): Field[] {
  return entity.fields.filter(isEditable);
}
