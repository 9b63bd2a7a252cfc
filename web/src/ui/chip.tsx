import type { ReactNode } from "react";
import styles from "./chip.module.css";

/** A value of a list. The dot carries the colour, so that the text keeps its contrast. */
export function Chip({ color, children }: { color?: string | null | undefined; children: ReactNode }) {
  return (
    <span className={styles.chip}>
      {color && <span className={styles.dot} data-color={color} aria-hidden="true" />}
      <span className={styles.label}>{children}</span>
    </span>
  );
}

/** The dot alone, beside a text of its own. */
export function Dot({ color }: { color?: string | null | undefined }) {
  return <span className={styles.dot} data-color={color ?? "gray"} aria-hidden="true" />;
}
