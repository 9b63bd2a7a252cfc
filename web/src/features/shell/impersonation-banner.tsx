/** Says that one acts in another person's name, and ends it. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { VenetianMask } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./shell.module.css";

export default function ImpersonationBanner({ name }: { name: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showError = useErrorToast();
  const [isBusy, setBusy] = useState(false);

  async function stop() {
    setBusy(true);
    try {
      await api.session.stopImpersonating();
      await client.resetQueries();
      await navigate({ to: "/settings/{-$section}", params: { section: "users" } });
    } catch (error) {
      setBusy(false);
      showError(error);
    }
  }

  return (
    <div className={styles.impersonation} role="status">
      <VenetianMask size={16} aria-hidden="true" />
      <span>{t("account.impersonation.banner", { name })}</span>
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void stop()}>
        {t("account.impersonation.stop")}
      </Button>
    </div>
  );
}
