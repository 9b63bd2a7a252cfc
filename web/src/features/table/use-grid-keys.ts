/** The keys of the grid: arrows, pages, ends, space to choose, Enter and F2 to edit. */
import type { KeyboardEvent } from "react";

export interface Position {
  row: number;
  column: number;
}

export interface GridKeys {
  active: Position;
  rows: number;
  columns: number;
  pageRows: number;
  move: (to: Position) => void;
  toggle: () => void;
  edit: () => void;
  open: () => void;
  peek: () => void;
}

export function onGridKey(event: KeyboardEvent, keys: GridKeys): void {
  const { active } = keys;
  const to = destination(event, keys);
  if (to) {
    event.preventDefault();
    keys.move({
      row: clamp(to.row, keys.rows - 1),
      column: clamp(to.column, keys.columns),
    });
  } else if (event.key === " ") {
    event.preventDefault();
    keys.toggle();
  } else if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    if (event.shiftKey) keys.peek();
    else if (active.column === 0) keys.toggle();
    else if (active.column === 1 && event.key === "Enter") keys.open();
    else keys.edit();
  }
}

function destination(event: KeyboardEvent, { active, rows, columns, pageRows }: GridKeys): Position | null {
  const { row, column } = active;
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowDown":
      return { row: isFar ? rows : row + 1, column };
    case "ArrowUp":
      return { row: isFar ? 0 : row - 1, column };
    case "ArrowRight":
      return { row, column: isFar ? columns : column + 1 };
    case "ArrowLeft":
      return { row, column: isFar ? 0 : column - 1 };
    case "PageDown":
      return { row: row + pageRows, column };
    case "PageUp":
      return { row: row - pageRows, column };
    case "Home":
      return { row: 0, column: isFar ? 0 : column };
    case "End":
      return { row: rows, column };
    default:
      return null;
  }
}

function clamp(value: number, last: number): number {
  return Math.max(0, Math.min(value, last));
}
