import { ActionIcon, Button, Input, Select, TextInput } from "@mantine/core";
import type { Option } from "@rapport/sdk";
import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Dot } from "@/ui/chip.tsx";
import { COLORS } from "./field-input.ts";
import styles from "./settings.module.css";

interface Props {
  options: Option[];
  error: string | undefined;
  onChange: (options: Option[]) => void;
}

/** The choices of a select: a label and a colour each. Enter adds the next. */
export function Choices({ options, error, onChange }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLFieldSetElement>(null);
  const shown = options.length > 0 ? options : [{ value: "", label: "", color: COLORS[6] }];
  const change = (at: number, part: Partial<Option>) =>
    onChange(shown.map((option, index) => (index === at ? { ...option, ...part } : option)));

  function add() {
    onChange([...shown, { value: "", label: "", color: COLORS[(shown.length + 6) % COLORS.length] ?? null }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[data-choice]:last-of-type input")?.focus());
  }

  return (
    <fieldset className={styles.choices} ref={list}>
      <Input.Label component="legend">{t("settings.data-model.options")}</Input.Label>
      {shown.map((option, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a choice has no name before it is saved
        <div className={styles.choice} key={at} data-choice>
          <TextInput
            size="xs"
            aria-label={t("settings.data-model.option", { number: at + 1 })}
            value={option.label}
            onChange={(event) => change(at, { label: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <Select
            size="xs"
            aria-label={t("settings.data-model.colorOf", { number: at + 1 })}
            data={COLORS.map((value) => ({ value, label: t(`settings.data-model.colors.${value}`) }))}
            value={COLORS.find((color) => color === option.color) ?? "gray"}
            leftSection={<Dot color={option.color} />}
            renderOption={({ option: { value, label } }) => (
              <span className={styles.colorOption}>
                <Dot color={value} /> {label}
              </span>
            )}
            allowDeselect={false}
            onChange={(color) => change(at, { color })}
          />
          <ActionIcon
            size={28}
            aria-label={t("settings.data-model.removeOption", { number: at + 1 })}
            onClick={() => onChange(shown.filter((_, index) => index !== at))}
            disabled={shown.length === 1}
          >
            <X size={15} />
          </ActionIcon>
        </div>
      ))}
      {error && <Input.Error role="alert">{error}</Input.Error>}
      <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} />} onClick={add}>
        {t("settings.data-model.addOption")}
      </Button>
    </fieldset>
  );
}
