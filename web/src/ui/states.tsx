/** Pages without content: loading, empty, failed. */
import { Button, Center, Loader, Stack, Text, Title } from "@mantine/core";
import { type LucideIcon, PlugZap } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./states.module.css";
import { useErrorText } from "./toasts.ts";

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <Center h="100%" mih={200}>
      <Loader size="sm" aria-label={t("common.loading")} role="status" />
    </Center>
  );
}

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  text?: string | undefined;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyProps) {
  return (
    <Stack className={styles.state} align="center" gap="xs">
      <span className={styles.badge} aria-hidden="true">
        <Icon size={22} strokeWidth={1.75} />
      </span>
      <Title order={2} size="h4">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size="sm" ta="center" maw={380}>
          {text}
        </Text>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </Stack>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  return (
    <div role="alert">
      <EmptyState
        icon={PlugZap}
        title={t("error.title")}
        text={text(error)}
        action={onRetry && <Button onClick={onRetry}>{t("error.retry")}</Button>}
      />
    </div>
  );
}
