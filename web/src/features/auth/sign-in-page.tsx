/** S1: signing in. A server without anyone on it sends the visitor to found the first company. */
import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate, useRouter } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useErrorText } from "@/ui/toasts.ts";
import { AuthFrame } from "./auth-frame.tsx";

const route = getRouteApi("/sign-in");

export default function SignInPage() {
  const { t } = useTranslation();
  const { next } = route.useSearch();
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => api.setup() });
  const { submit, error, isBusy, email, password } = useSignIn(next);

  if (setup.data?.needs_setup) return <Navigate to="/sign-up" replace />;
  return (
    <AuthFrame
      title={t("auth.signIn")}
      text={t("auth.signInText")}
      foot={
        setup.data?.signup === "open" && (
          <Anchor size="sm" renderRoot={(props) => <Link to="/sign-up" {...props} />}>
            {t("auth.toSignUp")}
          </Anchor>
        )
      }
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {error && (
            <Alert color="red" role="alert" variant="light">
              {error}
            </Alert>
          )}
          <TextInput
            ref={email}
            label={t("auth.email")}
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            required
          />
          <PasswordInput
            ref={password}
            label={t("auth.password")}
            name="password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
            required
          />
          <Button type="submit" loading={isBusy} mt="xs" fullWidth>
            {t("auth.signIn")}
          </Button>
        </Stack>
      </form>
    </AuthFrame>
  );
}

function useSignIn(next: string | undefined) {
  const router = useRouter();
  const text = useErrorText();
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.session.signIn({
        email: email.current?.value ?? "",
        password: password.current?.value ?? "",
      });
      router.history.push(localPath(next));
    } catch (failure) {
      setError(text(failure));
      if (password.current) {
        password.current.value = "";
        password.current.focus();
      }
    } finally {
      setBusy(false);
    }
  }

  return { submit: (event: FormEvent) => void submit(event), error, isBusy, email, password };
}

/** Only paths of this app: an address must not send people elsewhere after signing in. */
function localPath(next: string | undefined): string {
  return next?.startsWith("/") && !next.startsWith("//") ? next : "/";
}
