import { Paper, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "@/ui/logo.tsx";
import styles from "./auth.module.css";

interface Props {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** The frame of pages for people who are not signed in. */
export function AuthFrame({ title, text, children, foot }: Props) {
  return (
    <main className={styles.frame}>
      <div className={styles.column}>
        <Logo className={styles.logo} />
        <Paper className={styles.card}>
          <Title order={1} size="h3">
            {title}
          </Title>
          {text && (
            <Text c="dimmed" size="sm" mt={4}>
              {text}
            </Text>
          )}
          <div className={styles.body}>{children}</div>
        </Paper>
        {foot && <div className={styles.foot}>{foot}</div>}
      </div>
    </main>
  );
}
