import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./settings.module.css";

interface Props {
  title: ReactNode;
  text?: string;
  /** Beside the title: what one can do here. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** One framed part of a settings page. */
export function Panel({ title, text, actions, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <div className={children ? styles.panelHead : styles.bar}>
        <div className={styles.headText}>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {text && <p className={styles.dim}>{text}</p>}
        </div>
        {actions && <div className={styles.buttons}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
