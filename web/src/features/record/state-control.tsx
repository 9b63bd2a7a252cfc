/** The state as a button: its menu holds the steps the machine allows from here. */
import { Button, Group, Menu, Modal, Stack, Text } from "@mantine/core";
import { type Field, RapportError, type StateDef } from "@rapport/sdk";
import { ChevronDown } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChosenStates } from "@/data/chosen-states.ts";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { isEmpty, readValue } from "@/data/values.ts";
import { FieldForm, focusFirstError, FormProblems } from "@/features/create/field-form.tsx";
import { useDraft } from "@/features/create/use-draft.ts";
import { Dot } from "@/ui/chip.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import type { Shown } from "./record-header.tsx";

export function StateControl({ name, ...shown }: Shown & { name: string }) {
  const { t } = useTranslation();
  const { entity, record, edit } = shown;
  const showError = useErrorToast();
  const [asked, setAsked] = useState<{ to: StateDef; fields: Field[] } | null>(null);
  const machine = entity.states?.[name];
  const field = fieldOf(entity, name);
  const states = useChosenStates(entity, machine, record);
  const byName = (state: StateDef) => state.name === record[name];
  const current = states.find(byName) ?? machine?.states.find(byName);
  if (!machine || !field || !current) return null;
  const isFixed = !entity.permissions.update || field.readonly || Boolean(record.deleted_at);
  const steps = states.filter((state) => (machine.steps?.[current.name] ?? []).includes(state.name));

  /** Fields the step asks for and the record does not have yet. */
  function missing(to: StateDef): Field[] {
    return (machine?.require?.[to.name] ?? [])
      .flatMap((one) => fieldOf(entity, one) ?? [])
      .filter((one) => isEmpty(readValue(one, record)));
  }

  function step(to: StateDef) {
    const fields = missing(to);
    if (fields.length > 0) setAsked({ to, fields });
    else void edit.save(record, { [name]: to.name }).catch(showError);
  }

  return (
    <>
      <Menu position="bottom-start" disabled={isFixed || steps.length === 0}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<Dot color={current.color} />}
            rightSection={!isFixed && steps.length > 0 && <ChevronDown size={14} />}
            aria-label={t("record.stateIs", { label: field.label, state: current.label })}
          >
            {current.label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t("record.moveTo")}</Menu.Label>
          {steps.map((to) => (
            <Menu.Item key={to.name} leftSection={<Dot color={to.color} />} onClick={() => step(to)}>
              {to.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <StepDialog {...shown} name={name} {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface StepProps extends Shown {
  name: string;
  to: StateDef;
  fields: Field[];
  onClose: () => void;
}

export function StepDialog({ name, to, fields, record, included, edit, onClose }: StepProps) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const form = useRef<HTMLFormElement>(null);
  const required = fields.map((field) => ({ ...field, required: true }));
  const draft = useDraft(required, {});
  const [problems, setProblems] = useState<string[]>([]);

  async function save() {
    try {
      await edit.save(record, { ...draft.values(), [name]: to.name });
      onClose();
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
    <Modal opened onClose={onClose} title={t("record.moveToState", { state: to.label })} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t("record.stepNeeds", { state: to.label })}</Text>
          <FormProblems problems={problems} />
          <FieldForm fields={required} draft={draft} included={included} isFocused key={required.map(pathOf).join()} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit">{t("record.move")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
