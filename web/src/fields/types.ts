/** What the app must know about a field type to show, edit and filter it. */
import type { Field, Included } from "@rapport/sdk";
import type { ComponentType } from "react";

export interface CellProps {
  field: Field;
  value: unknown;
  included: Included;
}

export interface InputProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Titles of the links the record holds already. */
  included: Included;
  label?: string | undefined;
  /** Names the control where no label is shown, as in a cell. */
  ariaLabel?: string | undefined;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
  size?: "xs" | "sm" | "md" | undefined;
  /** The choice is final: sent by controls that close on choosing. */
  onDone?: ((value: unknown) => void) | undefined;
}

export interface FieldKind {
  Cell: ComponentType<CellProps>;
  Input: ComponentType<InputProps>;
  toText: (value: unknown, field: Field, included: Included) => string;
  /** Numbers stand at the end of their cell. */
  align?: "end";
  /** How wide a column starts, in pixels. */
  width?: number;
  /** Needs more room than a cell: edited in a popover or on the page. */
  isLarge?: boolean;
  /** What an editor starts with when the field is empty. */
  blank?: unknown;
}
