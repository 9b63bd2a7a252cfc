/** S1: signing in. A server without anyone on it sends the visitor to found the first company. */
import { Alert, Anchor, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { SecondFactor } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate, useRouter } from "@tanstack/react-router";
import { KeyRound, LogIn } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { expectSession } from "@/app/session.ts";
import { keys } from "@/data/keys.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorText } from "@/ui/toasts.ts";
import { AuthFrame } from "./auth-frame.tsx";
import { canUsePasskeys } from "./passkey.ts";
import { readReturn } from "./provider-return.ts";
import { SecondStep, usePasskeySignIn } from "./second-step.tsx";

const route = getRouteApi("/sign-in");

export default function SignInPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const router = useRouter();
  const [returned] = useState(() => readReturn(location.hash));
  const next = returned?.next ?? search.next;
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => api.setup() });
  const [factor, setFactor] = useState<SecondFactor | null>(returned?.factor ?? null);
  const enter = () => router.history.push(localPath(next));

  // The token is read: it need not stay in the address.
  useEffect(() => {
    if (returned) router.history.replace(`/sign-in${location.search}`);
  }, [returned, router]);

  if (setup.data?.needs_setup) return <Navigate to="/sign-up" replace />;
  if (factor) {
    return (
      <AuthFrame title={t(factor.setup_required ? "account.step.setUpTitle" : "account.step.title")}>
        <SecondStep factor={factor} onDone={enter} onBack={() => setFactor(null)} />
      </AuthFrame>
    );
  }
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
      <PasswordForm onDone={enter} onFactor={setFactor} />
      <OtherWays next={next} onDone={enter} />
    </AuthFrame>
  );
}

interface FormProps {
  onDone: () => void;
  onFactor: (factor: SecondFactor) => void;
}

function PasswordForm(props: FormProps) {
  const { t } = useTranslation();
  const { submit, error, isBusy, email, password } = useSignIn(props);
  return (
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
        <Anchor size="sm" ta="center" renderRoot={(rest) => <Link to="/forgot-password" {...rest} />}>
          {t("account.forgot.link")}
        </Anchor>
      </Stack>
    </form>
  );
}

/** Passkeys and the providers that this server knows. */
function OtherWays({ next, onDone }: { next: string | undefined; onDone: () => void }) {
  const { t } = useTranslation();
  const providers = useQuery({ queryKey: keys.account("providers"), queryFn: () => api.account.providers(), retry: false });
  const passkey = usePasskeySignIn(onDone);
  const offered = providers.data ?? [];
  if (!canUsePasskeys() && offered.length === 0) return null;
  return (
    <Stack gap="sm" mt="md">
      <Divider label={t("account.or")} labelPosition="center" />
      <Problem error={passkey.problem} />
      {canUsePasskeys() && (
        <Button variant="default" leftSection={<KeyRound size={16} />} loading={passkey.isBusy} fullWidth onClick={passkey.start}>
          {t("account.passkeySignIn")}
        </Button>
      )}
      {offered.map(({ id, name }) => (
        <Button key={id} variant="default" component="a" href={providerPath(id, next)} onClick={expectSession} leftSection={<LogIn size={16} />} fullWidth>
          {t("account.provider", { name })}
        </Button>
      ))}
    </Stack>
  );
}

function useSignIn({ onDone, onFactor }: FormProps) {
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
      const result = await api.session.signIn({
        email: email.current?.value ?? "",
        password: password.current?.value ?? "",
      });
      if ("mfa" in result) onFactor(result.mfa);
      else onDone();
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

function providerPath(id: string, next: string | undefined): string {
  return `/api/v1/sign-in/oidc/${encodeURIComponent(id)}/start?next=${encodeURIComponent(localPath(next))}`;
}
