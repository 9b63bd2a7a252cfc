/** Chooses a role, a role with all below, a team or a person. */
import { Group as Row, Select } from "@mantine/core";
import type { Group, GroupKind } from "@rapport/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useGroupNames } from "@/data/access.ts";

interface Props {
  label: string;
  /** Which kinds may be chosen; `null` stands for everybody. */
  kinds: readonly GroupKind[];
  everybody?: string;
  value: Group | null;
  error?: string | undefined;
  onChange: (group: Group | null) => void;
}

const EVERYBODY = "everybody";

export function GroupPicker({ label, kinds, everybody, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const names = useGroupNames();
  const chosen = kinds.find((kind) => value?.[kind] !== undefined);
  const [kind, setKind] = useState<GroupKind | null>(chosen ?? (everybody ? null : (kinds[0] ?? null)));
  const change = (next: string | null) => {
    const found = kinds.find((one) => one === next) ?? null;
    setKind(found);
    onChange(found ? {} : null);
  };
  return (
    <Row grow align="flex-end" gap="xs">
      <Select
        label={label}
        data={[
          ...(everybody ? [{ value: EVERYBODY, label: everybody }] : []),
          ...kinds.map((one) => ({ value: one, label: t(`access.groups.${one}`) })),
        ]}
        value={kind ?? EVERYBODY}
        allowDeselect={false}
        error={kind ? undefined : error}
        onChange={change}
      />
      {kind && (
        <Select
          aria-label={t("access.groups.which", { label })}
          data={[...names[kind]].map(([id, name]) => ({ value: id, label: name }))}
          value={value?.[kind] ?? null}
          placeholder={t("access.groups.choose")}
          searchable
          nothingFoundMessage={t("field.noOption")}
          allowDeselect={false}
          error={error}
          onChange={(id) => id && onChange({ [kind]: id })}
        />
      )}
    </Row>
  );
}

/** Whether somebody is chosen. */
export function isChosen(group: Group | null): group is Group {
  return group !== null && Object.values(group).some(Boolean);
}
