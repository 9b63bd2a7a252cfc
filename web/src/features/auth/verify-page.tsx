/** S1: the page behind the link that proves an e-mail address. A click confirms: mail scanners open links, too. */
import { Alert, Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { Problem } from "@/ui/problem.tsx";
import { AuthFrame } from "./auth-frame.tsx";

const route = getRouteApi("/verify-email");

export default function VerifyPage() {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const verify = useMutation({ mutationFn: () => api.account.verifyEmail(token ?? "") });
  return (
    <AuthFrame title={t("account.verify.title")} text={verify.isSuccess ? undefined : t("account.verify.text")}>
      <Stack gap="sm">
        {!token && <Problem error={t("account.reset.noToken")} />}
        <Problem error={verify.error} />
        {verify.isSuccess ? (
          <>
            <Alert variant="light" color="teal" role="status">
              {t("account.verify.done")}
            </Alert>
            <Button fullWidth renderRoot={(props) => <Link to="/" {...props} />}>
              {t("account.verify.go")}
            </Button>
          </>
        ) : (
          <Button fullWidth disabled={!token} loading={verify.isPending} onClick={() => verify.mutate()} autoFocus>
            {t("account.verify.confirm")}
          </Button>
        )}
      </Stack>
    </AuthFrame>
  );
}
