/** A condition as a sentence: "Stage is any of Proposal, Won". */
import type { Condition, Entity, Field, Included } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { fieldOf, useEntityByName, useUsers } from "@/data/meta.ts";
import { linkNames } from "@/data/records.ts";
import { targetOf } from "@/fields/link.tsx";
import { kindOf } from "@/fields/registry.ts";
import type { Period } from "./condition-editor.tsx";

export function useConditionText(entity: Entity, condition: Condition): string {
  const { t } = useTranslation();
  const field = fieldOf(entity, condition.field);
  const included = useTitles(field, condition.value);
  if (!field) return condition.field;
  return conditionText(t, field, condition, included);
}

export function conditionText(
  t: TFunction,
  field: Field,
  { op, value }: Condition,
  included: Included,
): string {
  const label = field.label;
  if (op === "empty") return t(value === false ? "filter.isNotEmpty" : "filter.isEmpty", { label });
  const operator = t(`filter.op.${op}`);
  return `${label} ${operator} ${valueText(t, field, op, value, included)}`;
}

function valueText(t: TFunction, field: Field, op: string, value: unknown, included: Included): string {
  if (op === "within") return t(`filter.period.${value as Period}`);
  if (value === "me") return t("filter.me");
  const values = Array.isArray(value) ? value : [value];
  const text = (one: unknown) => {
    const isList = field.type === "multi_select" || field.type === "tags";
    return kindOf(field).toText(isList ? [one] : one, field, included) || String(one ?? "");
  };
  return values.map(text).join(op === "between" ? ` ${t("filter.to")} ` : ", ");
}

/** Titles of the users and of the record a condition names. */
function useTitles(field: Field | undefined, value: unknown): Included {
  const users = useUsers();
  const target = field?.type === "link" ? targetOf(field, value) : null;
  const entity = useEntityByName(target?.entity ?? "");
  const record = useQuery({
    queryKey: keys.record(entity?.plural ?? "", target?.id ?? ""),
    queryFn: () => api.records(entity?.plural ?? "").get(target?.id ?? "", { include: entity ? linkNames(entity) : [] }),
    enabled: Boolean(entity && target),
  });
  const people = Object.fromEntries(
    (users.data ?? []).map(({ id, name }) => [id, { id, entity: "user", title: name }]),
  );
  if (!entity || !target || !record.data) return { user: people };
  const title = String(record.data.data[entity.title] ?? target.id);
  return { user: people, [entity.name]: { [target.id]: { ...target, title } } };
}
