/** The keys of the app, in one list: handlers, hints and the sheet behind `?` read it. */
import { useHotkeys } from "@mantine/hooks";
import { usePreference } from "@/data/me.ts";

export const SHORTCUTS = {
  palette: { keys: "mod+K", isSingle: false },
  create: { keys: "c", isSingle: true },
  search: { keys: "/", isSingle: true },
  help: { keys: "?", isSingle: true },
  next: { keys: "j", isSingle: true },
  previous: { keys: "k", isSingle: true },
  note: { keys: "n", isSingle: true },
  edit: { keys: "Enter", isSingle: false },
  save: { keys: "mod+Enter", isSingle: false },
  close: { keys: "Escape", isSingle: false },
} as const;

export type ShortcutName = keyof typeof SHORTCUTS;

const TYPING = ["INPUT", "TEXTAREA", "SELECT"];

/** Single keys can be turned off, for people whose speech or switches would press them. */
export function useSingleKeys(): [boolean, (isOn: boolean) => void] {
  return usePreference("single_keys", true);
}

/** Runs `handler` on a shortcut: single keys never while typing or over an open dialog. */
export function useShortcut(name: ShortcutName, handler: () => void): void {
  const [hasSingleKeys] = useSingleKeys();
  const { keys, isSingle } = SHORTCUTS[name];
  // Some keyboards write `?` with shift and some without.
  const bound = name === "help" ? ["?", "shift+?"] : [keys];
  const run = (event: KeyboardEvent) => {
    if (isSingle && (!hasSingleKeys || isInDialog(event.target))) return;
    event.preventDefault();
    handler();
  };
  useHotkeys(
    bound.map((one) => [one, run, { preventDefault: false }]),
    isSingle ? TYPING : [],
    !isSingle,
  );
}

function isInDialog(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest("[role=dialog], [role=grid] [data-editing]")) {
    return true;
  }
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}

/** How a shortcut is written on this machine. */
export function shortcutText(keys: string): string {
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
  return keys
    .split("+")
    .map((key) => (key === "mod" ? mod : key.length === 1 ? key.toUpperCase() : key))
    .join(" ");
}
