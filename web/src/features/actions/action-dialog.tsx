/** S8: runs an action of the server. Its form is built from the action's own input. */
import { Anchor, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { type Action, type Entity, type Included, RapportError, type RecordData } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/data/meta.ts";
import { useAction } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { FieldForm, focusFirstError, FormProblems } from "@/features/create/field-form.tsx";
import { useDraft } from "@/features/create/use-draft.ts";
import { useErrorToast } from "@/ui/toasts.ts";

interface Props {
  entity: Entity;
  record: RecordData;
  action: Action;
  included: Included;
  onClose: () => void;
}

/** Whether the action is offered for the record as it stands. */
export function isOffered(action: Action, record: RecordData): boolean {
  if (action.on !== "record") return false;
  return Object.entries(action.when ?? {}).every(([field, values]) =>
    values.includes(String(record[field])),
  );
}

export function ActionDialog({ entity, record, action, included, onClose }: Props) {
  const { t } = useTranslation();
  const run = useAction(entity);
  const offerUndo = useUndoToast();
  const showError = useErrorToast();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const [made, setMade] = useState<MadeRecord[] | null>(null);
  const input = action.input ?? [];
  const draft = useDraft(input, {});
  const found = useMadeRecords();

  async function start() {
    try {
      const { data, operation } = await run.mutateAsync({ id: record.id, name: action.name, input: draft.values() });
      offerUndo(t("action.done", { label: action.label }), operation);
      const links = found(data, record.id);
      if (links.length > 0) setMade(links);
      else onClose();
    } catch (error) {
      if (!(error instanceof RapportError) || error.isOffline) return showError(error);
      setProblems(draft.refuse(error));
      focusFirstError(form.current);
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void start();
  };

  return (
    <Modal opened onClose={onClose} title={action.label} size={input.length > 3 ? "lg" : "md"} closeButtonProps={{ "aria-label": t("common.close") }}>
      {made ? (
        <Results made={made} onClose={onClose} />
      ) : (
        <form ref={form} onSubmit={submit} noValidate>
          <Stack gap="sm">
            <FormProblems problems={problems} />
            {input.length === 0 && (
              <Text size="sm">{t("action.sure", { label: action.label, title: String(record[entity.title] ?? "") })}</Text>
            )}
            <FieldForm fields={input} draft={draft} included={included} isFocused />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={run.isPending} data-autofocus={input.length === 0 || undefined}>
                {action.label}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

interface MadeRecord {
  id: string;
  plural: string;
  label: string;
}

function Results({ made, onClose }: { made: MadeRecord[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm">{t("action.made")}</Text>
      <List size="sm">
        {made.map(({ id, plural, label }) => (
          <List.Item key={id}>
            <Anchor
              size="sm"
              onClick={onClose}
              renderRoot={(props) => <Link to="/records/$plural/$id" params={{ plural, id }} {...props} />}
            >
              {label}
            </Anchor>
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("common.close")}</Button>
      </Group>
    </Stack>
  );
}

/** Records an action answers with, under the names of their entities. */
function useMadeRecords(): (data: unknown, self: string) => MadeRecord[] {
  const { entities } = useMeta();
  return (data, self) => {
    if (typeof data !== "object" || data === null) return [];
    return Object.entries(data).flatMap(([key, value]) => {
      const entity = entities.find(({ name }) => key === name || key === `${name}_id`);
      const id = typeof value === "string" ? value : idOf(value);
      return entity && id && id !== self ? [{ id, plural: entity.plural, label: entity.label }] : [];
    });
  };
}

function idOf(value: unknown): string | null {
  const isRecord = typeof value === "object" && value !== null && "id" in value;
  return isRecord && typeof value.id === "string" ? value.id : null;
}
