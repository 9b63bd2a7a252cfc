/** What is shown where a page cannot be. */
import { Button } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState, ErrorState } from "@/ui/states.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={Compass}
      title={t("notFound.title")}
      text={t("notFound.text")}
      action={
        <Button renderRoot={(props) => <Link to="/" {...props} />}>{t("notFound.home")}</Button>
      }
    />
  );
}

export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  return (
    <ErrorState
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
