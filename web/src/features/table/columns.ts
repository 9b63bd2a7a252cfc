/** Which columns a list shows, in which order and how wide; kept per entity in the person's preferences. */
import type { Entity, Field } from "@rapport/sdk";
import { useMemo } from "react";
import { usePreference } from "@/data/me.ts";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { kindOf } from "@/fields/registry.ts";

export interface ColumnPreference {
  name: string;
  width?: number | undefined;
  isHidden?: boolean | undefined;
}

export interface Column {
  name: string;
  field: Field;
  width: number;
  isHidden: boolean;
}

export const MIN_WIDTH = 72;
const TITLE_WIDTH = 260;

export interface Columns {
  all: Column[];
  shown: Column[];
  resize: (name: string, width: number) => void;
  toggle: (name: string) => void;
  move: (name: string, before: number) => void;
  reset: () => void;
}

export function useColumns(entity: Entity): Columns {
  const [preferences, save] = usePreference<ColumnPreference[]>(`columns_${entity.plural}`, []);
  const all = useMemo(() => arrange(entity, preferences), [entity, preferences]);
  const shown = useMemo(() => all.filter((column) => !column.isHidden), [all]);
  const keep = (columns: Column[]) =>
    save(columns.map(({ name, width, isHidden }) => ({ name, width, isHidden })));
  const change = (name: string, part: Partial<Column>) =>
    keep(all.map((column) => (column.name === name ? { ...column, ...part } : column)));
  return {
    all,
    shown,
    resize: (name, width) => change(name, { width: Math.max(MIN_WIDTH, Math.round(width)) }),
    toggle: (name) => change(name, { isHidden: !all.find((one) => one.name === name)?.isHidden }),
    move: (name, index) => keep(moved(all, name, index)),
    reset: () => save([]),
  };
}

/** What the person arranged, then what the server proposes, then all other fields, hidden. */
export function arrange(entity: Entity, preferences: ColumnPreference[]): Column[] {
  const fields = [
    entity.title,
    ...preferences.map(({ name }) => name),
    ...entity.layout.list,
    ...entity.fields.map(({ name }) => name),
  ].flatMap((name) => fieldOf(entity, name) ?? []);
  // Lists do not hold the values of sensitive fields.
  return [...new Set(fields)].filter((field) => !field.sensitive).map((field) => toColumn(entity, field, preferences));
}

function toColumn(entity: Entity, field: Field, preferences: ColumnPreference[]): Column {
  const name = pathOf(field);
  const kept = preferences.find((preference) => preference.name === name);
  const isTitle = field.name === entity.title;
  const isProposed = entity.layout.list.some((one) => fieldOf(entity, one) === field);
  const usual = isTitle ? TITLE_WIDTH : (kindOf(field).width ?? 160);
  return {
    name,
    field,
    width: kept?.width ?? usual,
    isHidden: !isTitle && (kept ? Boolean(kept.isHidden) : !isProposed),
  };
}

/** The title stays first: rows are read by it. */
function moved(columns: Column[], name: string, index: number): Column[] {
  const column = columns.find((one) => one.name === name);
  if (!column || columns[0] === column) return columns;
  const rest = columns.filter((one) => one !== column);
  const at = Math.min(Math.max(1, index), rest.length);
  return [...rest.slice(0, at), column, ...rest.slice(at)];
}
