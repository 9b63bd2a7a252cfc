/** S1: asking for a link to set a new password. The answer is the same whether the address is known or not. */
import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { Problem } from "@/ui/problem.tsx";
import { AuthFrame } from "./auth-frame.tsx";

export default function ForgotPage() {
  const { t } = useTranslation();
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => api.setup() });
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => api.account.forgotPassword(email.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const isMute = setup.data?.mail === false;
  return (
    <AuthFrame
      title={t("account.forgot.title")}
      text={ask.isSuccess || isMute ? undefined : t("account.forgot.text")}
      foot={<BackToSignIn />}
    >
      {isMute ? (
        <Alert variant="light" role="status">
          {t("account.forgot.noMail")}
        </Alert>
      ) : ask.isSuccess ? (
        <Alert variant="light" color="teal" role="status">
          {t("account.forgot.sent", { email: email.trim() })}
        </Alert>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Problem error={ask.error} />
            <TextInput
              label={t("auth.email")}
              type="email"
              autoComplete="username"
              value={email}
              autoFocus
              required
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" loading={ask.isPending} mt="xs" fullWidth>
              {t("account.forgot.send")}
            </Button>
          </Stack>
        </form>
      )}
    </AuthFrame>
  );
}

export function BackToSignIn() {
  const { t } = useTranslation();
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" search={{ next: undefined }} {...props} />}>
      {t("account.forgot.back")}
    </Anchor>
  );
}
