/** Yes or no. */
import { Checkbox, NativeSelect } from "@mantine/core";
import { Check } from "lucide-react";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { controlProps } from "./control.ts";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

function BooleanControl(props: InputProps) {
  const { t } = useTranslation();
  const { label, withAsterisk: _asterisk, ...control } = controlProps(props);
  if (label) {
    return (
      <Checkbox
        {...control}
        label={label}
        checked={props.value === true}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <NativeSelect
      {...control}
      data={[
        { value: "true", label: t("common.yes") },
        { value: "false", label: t("common.no") },
      ]}
      value={props.value === true ? "true" : "false"}
      onChange={(event) => {
        const next = event.currentTarget.value === "true";
        props.onChange(next);
        props.onDone?.(next);
      }}
    />
  );
}

function BooleanCell({ value }: CellProps) {
  if (value !== true) return <span>{value === false ? i18next.t("common.no") : ""}</span>;
  return <Check size={16} role="img" aria-label={i18next.t("common.yes")} />;
}

export const booleanKind: FieldKind = {
  Cell: BooleanCell,
  Input: BooleanControl,
  toText: (value) =>
    value === true ? i18next.t("common.yes") : value === false ? i18next.t("common.no") : "",
  width: 110,
  blank: false,
};
