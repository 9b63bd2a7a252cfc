/** What is typed into a form of fields, and what the server says about it. */
import { type Field, RapportError } from "@rapport/sdk";
import { useState } from "react";
import { pathOf } from "@/data/meta.ts";
import { isSame, mergeValues, readValue, writeValue } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import { sentence } from "@/ui/toasts.ts";

type Values = Record<string, unknown>;

export interface Draft {
  value: (field: Field) => unknown;
  change: (field: Field, value: unknown) => void;
  error: (field: Field) => string | undefined;
  /** Everything typed, as the API takes it. */
  values: () => Values;
  isDirty: boolean;
  /** Puts the server's messages at their fields; answers all of them, as a list. */
  refuse: (error: RapportError) => string[];
  reset: () => void;
}

export function useDraft(fields: readonly Field[], start: Values): Draft {
  const initial = () =>
    new Map(fields.map((field) => [pathOf(field), startValue(field, start)] as const));
  const [typed, setTyped] = useState(initial);
  const [first, setFirst] = useState(typed);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());

  return {
    value: (field) => typed.get(pathOf(field)) ?? null,
    change: (field, value) => {
      setTyped((before) => new Map(before).set(pathOf(field), value));
      setErrors((before) => new Map([...before].filter(([name]) => name !== pathOf(field))));
    },
    error: (field) => errors.get(pathOf(field)),
    values: () => {
      const parts = fields
        .filter((field) => !isSame(typed.get(pathOf(field)), null))
        .map((field) => writeValue(field, typed.get(pathOf(field))));
      return mergeValues(start, ...parts);
    },
    isDirty: fields.some((field) => !isSame(typed.get(pathOf(field)), first.get(pathOf(field)))),
    refuse: (error) => {
      const found = placeErrors(fields, error);
      setErrors(found.byField);
      return found.all;
    },
    reset: () => {
      const next = initial();
      setTyped(next);
      setFirst(next);
      setErrors(new Map());
    },
  };
}

function startValue(field: Field, start: Values): unknown {
  const given = readValue(field, start);
  if (!isSame(given, null)) return given;
  if (field.default !== undefined && field.default !== null && field.type !== "money") {
    return field.default;
  }
  return kindOf(field).blank ?? null;
}

function placeErrors(fields: readonly Field[], error: RapportError) {
  const byField = new Map<string, string>();
  const all = error.fields.map((problem) => {
    const field = fields.find((one) => names(one).includes(problem.field));
    if (field) byField.set(pathOf(field), sentence(problem.message));
    return `${field?.label ?? problem.field}: ${problem.message}`;
  });
  return { byField, all: all.length > 0 ? all : [sentence(error.message)] };
}

function names(field: Field): string[] {
  return [pathOf(field), field.name, `${pathOf(field)}_currency`];
}
