/** A tenant without contacts: what to do first. */
import { Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Import, Sparkles, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMe } from "@/data/me.ts";
import { useEntityByName } from "@/data/meta.ts";
import { JobProgress } from "@/features/bulk/job-progress.tsx";
import { useShell } from "@/features/shell/shell-context.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./dashboard.module.css";

export function FirstSteps() {
  const { t } = useTranslation();
  const { user } = useMe();
  const contact = useEntityByName("contact");
  const { openCreate } = useShell();
  const showError = useErrorToast();
  const [isAdding, setAdding] = useState(false);

  async function addDemo() {
    setAdding(true);
    try {
      const { job } = await api.addDemoData();
      JobProgress.show(job, () => t("dashboard.demoAdded"));
    } catch (error) {
      setAdding(false);
      showError(error);
    }
  }

  return (
    <section className={styles.firstSteps} aria-label={t("dashboard.firstSteps")}>
      <Text fw={600}>{t("dashboard.firstSteps")}</Text>
      <Text size="sm" c="dimmed">
        {t("dashboard.firstStepsText")}
      </Text>
      <Group gap="xs">
        <Button leftSection={<Import size={16} />} renderRoot={(props) => <Link to="/import" search={{ entity: "contact", id: undefined }} {...props} />}>
          {t("dashboard.import")}
        </Button>
        {contact && (
          <Button variant="default" leftSection={<UserPlus size={16} />} onClick={() => openCreate({ entity: contact })}>
            {t("create.title", { label: contact.label })}
          </Button>
        )}
        {user.profile.administrator && (
          <Button variant="default" leftSection={<Sparkles size={16} />} loading={isAdding} onClick={() => void addDemo()}>
            {t("auth.demo")}
          </Button>
        )}
      </Group>
    </section>
  );
}
