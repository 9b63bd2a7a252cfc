import type { InputProps } from "./types.ts";

/** The properties every Mantine input takes alike. */
export function controlProps(props: InputProps) {
  const { label, ariaLabel, description, error, required, disabled, autoFocus, size } = props;
  return {
    label,
    "aria-label": label ? undefined : (ariaLabel ?? props.field.label),
    description,
    error,
    withAsterisk: required,
    "aria-required": required || undefined,
    disabled,
    autoFocus,
    "data-autofocus": autoFocus || undefined,
    size: size ?? ("sm" as const),
  };
}
