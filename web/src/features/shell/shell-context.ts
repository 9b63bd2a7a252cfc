/** What any page may ask of the shell around it. */
import type { Entity } from "@rapport/sdk";
import { createContext, use } from "react";

export interface CreateRequest {
  entity: Entity;
  /** Values the form starts with, such as the record a task is about. */
  values?: Record<string, unknown>;
}

export interface ShellActions {
  openCreate: (request: CreateRequest) => void;
  openPalette: () => void;
  openShortcuts: () => void;
}

export const ShellContext = createContext<ShellActions | null>(null);

export function useShell(): ShellActions {
  const actions = use(ShellContext);
  if (!actions) throw new Error("useShell needs the shell around it");
  return actions;
}
