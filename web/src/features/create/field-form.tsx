/** Inputs for a list of fields, bound to a draft. */
import { Alert, SimpleGrid } from "@mantine/core";
import type { Field, Included } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { pathOf } from "@/data/meta.ts";
import { kindOf } from "@/fields/registry.ts";
import type { Draft } from "./use-draft.ts";

interface Props {
  fields: readonly Field[];
  draft: Draft;
  included?: Included;
  isFocused?: boolean;
}

export function FieldForm({ fields, draft, included = {}, isFocused = false }: Props) {
  const narrow = fields.filter((field) => !isWide(field));
  const wide = fields.filter(isWide);
  const input = (field: Field, index: number) => {
    const { Input } = kindOf(field);
    return (
      <Input
        key={pathOf(field)}
        field={field}
        value={draft.value(field)}
        onChange={(value) => draft.change(field, value)}
        included={included}
        label={field.label}
        description={field.help ?? undefined}
        error={draft.error(field)}
        required={field.required}
        autoFocus={isFocused && index === 0}
      />
    );
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        {narrow.map(input)}
      </SimpleGrid>
      {wide.map((field, index) => input(field, narrow.length + index))}
    </>
  );
}

/** What fits no field is told above the form. */
export function FormProblems({ problems }: { problems: readonly string[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" title={t("error.checkFields")}>
      {problems.map((problem) => (
        <div key={problem}>{problem}</div>
      ))}
    </Alert>
  );
}

/** Moves the focus to the first field the server refused. */
export function focusFirstError(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>(":is(input, textarea, select, button)[aria-invalid=true]")?.focus();
  });
}

function isWide(field: Field): boolean {
  return Boolean(kindOf(field).isLarge);
}
