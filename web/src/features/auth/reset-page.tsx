/** S1: the page behind the link that was sent: a new password. */
import { Alert, Anchor, Button, PasswordInput, Stack } from "@mantine/core";
import { RapportError } from "@rapport/sdk";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { BackToSignIn } from "./forgot-page.tsx";

const route = getRouteApi("/reset-password");

export default function ResetPage() {
  const { t } = useTranslation();
  const { token } = route.useSearch();
  const [isDone, setDone] = useState(false);
  return (
    <AuthFrame
      title={t("account.reset.title")}
      text={isDone || !token ? undefined : t("account.reset.text")}
      foot={<BackToSignIn />}
    >
      {isDone ? (
        <Alert variant="light" color="teal" role="status">
          {t("account.reset.done")}
        </Alert>
      ) : token ? (
        <ResetForm token={token} onDone={() => setDone(true)} />
      ) : (
        <Stack gap="sm">
          <Problem error={t("account.reset.noToken")} />
          <AskAgain />
        </Stack>
      )}
    </AuthFrame>
  );
}

function ResetForm({ token, onDone }: { token: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const reset = useMutation({ mutationFn: () => api.account.resetPassword(token, password), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  const weak = reset.error instanceof RapportError ? reset.error.fieldMessage("password") : undefined;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {reset.error && (
          <>
            <Problem error={weak ? sentence(weak) : reset.error} />
            {!weak && <AskAgain />}
          </>
        )}
        <PasswordInput
          label={t("account.newPassword")}
          description={t("auth.passwordHint")}
          autoComplete="new-password"
          value={password}
          visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
          autoFocus
          required
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={reset.isPending} mt="xs" fullWidth>
          {t("account.reset.save")}
        </Button>
      </Stack>
    </form>
  );
}

function AskAgain() {
  const { t } = useTranslation();
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/forgot-password" {...props} />}>
      {t("account.reset.again")}
    </Anchor>
  );
}
