/** The states that records linked to this one may be in: which, in which order, with which labels and probabilities. */
import { ActionIcon, Alert, Button, Checkbox, Group, NumberInput, TextInput } from "@mantine/core";
import type { Entity, StateDef, StateMachine } from "@rapport/sdk";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chosenStates, settingOf, type StateSetting, type StateSettings } from "@/data/chosen-states.ts";
import { fieldOf, useMeta } from "@/data/meta.ts";
import { Dot } from "@/ui/chip.tsx";
import { useErrorText } from "@/ui/toasts.ts";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";

interface Choice {
  entity: Entity;
  machine: StateMachine;
  states: string;
  settings: string | null;
}

/** The state machine that records of this entity choose from, if there is one. */
export function useStateChoice(entity: Entity): Choice | null {
  for (const other of useMeta().entities) {
    for (const machine of Object.values(other.states ?? {})) {
      const by = machine.chosen_by;
      if (by && fieldOf(other, by.link)?.to?.[0] === entity.name)
        return { entity: other, machine, states: by.states, settings: by.settings ?? null };
    }
  }
  return null;
}

/** Fields that the editor shows in its own way. */
export function stageFields(choice: Choice | null): string[] {
  return choice ? [choice.states, ...(choice.settings ? [choice.settings] : [])] : [];
}

interface Row {
  state: StateDef;
  isUsed: boolean;
  label: string;
  probability: number | null;
}

function rowsOf(choice: Choice, record: Shown["record"]): Row[] {
  const settings = choice.settings ? record[choice.settings] : null;
  const used = chosenStates(choice.machine.states, record[choice.states], settings);
  const names = new Set(used.map(({ name }) => name));
  const unused = choice.machine.states.filter(({ name }) => !names.has(name));
  return [...used.filter(({ kind }) => kind === "open"), ...unused, ...used.filter(({ kind }) => kind !== "open")].map(
    (state) => {
      const usual = choice.machine.states.find(({ name }) => name === state.name) ?? state;
      const own = settingOf(settings, state.name);
      return {
        state: usual,
        isUsed: names.has(state.name),
        label: own.label ?? usual.label,
        probability: own.probability ?? usual.probability ?? null,
      };
    },
  );
}

/** What is sent: settings hold only what differs from the usual. */
function changesOf(choice: Choice, rows: Row[]): Record<string, unknown> {
  const open = rows.filter(({ state }) => state.kind === "open");
  const settings: StateSettings = {};
  for (const { state, label, probability } of rows) {
    const setting: StateSetting = {};
    if (label.trim() !== "" && label.trim() !== state.label) setting.label = label.trim();
    if (probability !== null && probability !== state.probability) setting.probability = probability;
    if (Object.keys(setting).length > 0) settings[state.name] = setting;
  }
  return {
    [choice.states]: open.filter(({ isUsed }) => isUsed).map(({ state }) => state.name),
    ...(choice.settings ? { [choice.settings]: Object.keys(settings).length > 0 ? settings : null } : {}),
  };
}

export function StageEditor({ choice, entity, record, edit }: Shown & { choice: Choice }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const start = rowsOf(choice, record);
  const [draft, setDraft] = useState<{ version: number | undefined; rows: Row[] } | null>(null);
  const [error, setError] = useState<unknown>(null);
  // Another's change of the record ends a draft that was made before it.
  const rows = draft && draft.version === record.version ? draft.rows : start;
  const isFixed = !entity.permissions.update || Boolean(record.deleted_at);
  const isChanged = JSON.stringify(rows) !== JSON.stringify(start);
  const isNoneUsed = !rows.some(({ state, isUsed }) => isUsed && state.kind === "open");

  const put = (next: Row[]) => setDraft({ version: record.version, rows: next });
  const change = (at: number, part: Partial<Row>) => put(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  function move(at: number, by: number) {
    const next = [...rows];
    const [row] = next.splice(at, 1);
    if (row) next.splice(at + by, 0, row);
    put(next);
  }
  async function save() {
    try {
      await edit.save(record, changesOf(choice, rows));
      setDraft(null);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  }

  const isOpen = (at: number) => rows[at]?.state.kind === "open";
  return (
    <section className={styles.wide} aria-label={t("stages.title")}>
      <h2 className={styles.sectionTitle}>{t("stages.title")}</h2>
      {error !== null && (
        <Alert color="red" variant="light" role="alert">
          {errorText(error)}
        </Alert>
      )}
      <ul className={styles.stages}>
        {rows.map(({ state, isUsed, label, probability }, at) => (
          <li key={state.name}>
            <Checkbox
              aria-label={t("stages.use", { label: state.label })}
              checked={isUsed}
              disabled={isFixed || !isOpen(at)}
              onChange={(event) => change(at, { isUsed: event.currentTarget.checked })}
            />
            <Dot color={state.color} />
            <TextInput
              size="xs"
              className={styles.stageLabel}
              aria-label={t("stages.label", { label: state.label })}
              value={label}
              maxLength={50}
              disabled={isFixed || !choice.settings}
              onChange={(event) => change(at, { label: event.currentTarget.value })}
            />
            <NumberInput
              size="xs"
              className={styles.stagePercent}
              aria-label={t("stages.probability", { label: state.label })}
              value={probability ?? ""}
              min={0}
              max={100}
              suffix=" %"
              allowDecimal={false}
              disabled={isFixed || !choice.settings || !isOpen(at)}
              onChange={(value) => change(at, { probability: typeof value === "number" ? value : null })}
            />
            <ActionIcon
              aria-label={t("stages.up", { label: state.label })}
              disabled={isFixed || !isOpen(at) || !isOpen(at - 1)}
              onClick={() => move(at, -1)}
            >
              <ArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              aria-label={t("stages.down", { label: state.label })}
              disabled={isFixed || !isOpen(at) || !isOpen(at + 1)}
              onClick={() => move(at, 1)}
            >
              <ArrowDown size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {isChanged && (
        <Group gap="xs" justify="flex-end">
          <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
            {t("common.cancel")}
          </Button>
          <Button size="compact-sm" disabled={isNoneUsed} onClick={() => void save()}>
            {t("common.save")}
          </Button>
        </Group>
      )}
    </section>
  );
}
