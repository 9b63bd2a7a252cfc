import { Select } from "@mantine/core";
import type { Entity, Import, ImportColumn, ImportMapping } from "@rapport/sdk";
import type { TFunction } from "i18next";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import styles from "./imports.module.css";
import { type Target, targetsOf } from "./targets.ts";

interface Props {
  item: Import;
  entity: Entity;
  onChange: (mapping: ImportMapping[]) => void;
}

/** Choosing nothing: a value of its own, so that it stands in the list. */
const SKIP = "-";

export function MapTable({ item, entity, onChange }: Props) {
  const { t } = useTranslation();
  const targets = useMemo(() => targetsOf(entity), [entity]);
  const chosen = new Map(item.mapping.map(({ column, field }) => [column, field]));
  const used = new Set(chosen.values());

  function choose(column: ImportColumn, field: string | null) {
    const next = item.columns.map(({ index }) => ({
      column: index,
      field: index === column.index ? field : (chosen.get(index) ?? null),
    }));
    onChange(next);
  }

  return (
    <div className={styles.tableFrame}>
      <table className={styles.map}>
        <thead>
          <tr>
            <th scope="col">{t("imports.column")}</th>
            <th scope="col">{t("imports.samples")}</th>
            <th scope="col">{t("imports.field")}</th>
            <th scope="col">{t("imports.match")}</th>
          </tr>
        </thead>
        <tbody>
          {item.columns.map((column) => {
            const field = chosen.get(column.index) ?? null;
            return (
              <tr key={column.index} data-skipped={field === null || undefined}>
                <th scope="row">{column.header || t("imports.noHeader", { number: column.index + 1 })}</th>
                <td className={styles.samples}>
                  {column.samples.length > 0 ? column.samples.slice(0, 3).join(" · ") : t("common.empty")}
                </td>
                <td>
                  <Select
                    size="xs"
                    aria-label={t("imports.fieldFor", { column: column.header })}
                    data={groups(t, targets, used, field)}
                    value={field ?? SKIP}
                    onChange={(value) => choose(column, value === null || value === SKIP ? null : String(value))}
                    searchable
                    allowDeselect={false}
                    nothingFoundMessage={t("field.noOption")}
                    comboboxProps={{ shadow: "md" }}
                  />
                </td>
                <td>
                  <Match column={column} field={field} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function groups(t: TFunction, targets: Target[], used: Set<string | null>, own: string | null) {
  const items = (list: Target[]) =>
    list.map((target) => ({
      value: target.path,
      label: labelOf(t, target),
      disabled: target.path !== own && used.has(target.path),
    }));
  const custom = targets.filter(({ field }) => field.custom);
  const address = targets.filter(({ field }) => !field.custom && field.type === "address");
  const plain = targets.filter((target) => !custom.includes(target) && !address.includes(target));
  return [
    { value: SKIP, label: t("imports.skip") },
    { group: t("imports.group.fields"), items: items(plain) },
    { group: t("imports.group.address"), items: items(address) },
    { group: t("imports.group.custom"), items: items(custom) },
  ].filter((group) => !("items" in group) || (group.items?.length ?? 0) > 0);
}

export function labelOf(t: TFunction, { field, part }: Target): string {
  if (!part) return field.label;
  return part === "currency"
    ? t("field.currencyOf", { label: field.label })
    : `${field.label}: ${t(`field.address.${part}`)}`;
}

/** Below this a suggestion deserves a look. */
const SURE = 0.9;

/** How a column came to its field. */
function Match({ column, field }: { column: ImportColumn; field: string | null }) {
  const { t } = useTranslation();
  const isSuggested = field !== null && field === column.field;
  const kind = field === null ? "none" : !isSuggested ? "chosen" : (column.confidence ?? 0) >= SURE ? "sure" : "guess";
  const Icon = kind === "none" ? CircleAlert : kind === "guess" ? CircleHelp : CircleCheck;
  return (
    <span className={styles.match} data-kind={kind}>
      <Icon size={15} aria-hidden="true" />
      {t(`imports.matches.${kind}`)}
    </span>
  );
}
