/** The second step of signing in: a code, a recovery code or a passkey. */
import { Alert, Anchor, Button, Group, Stack, TextInput } from "@mantine/core";
import type { SecondFactor } from "@rapport/sdk";
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useErrorText } from "@/ui/toasts.ts";
import { Problem } from "@/ui/problem.tsx";
import { askPasskey, canUsePasskeys, faultOf } from "./passkey.ts";

interface Props {
  factor: SecondFactor;
  onDone: () => void;
  onBack: () => void;
}

const RequiredFactor = lazy(() => import("./required-factor.tsx"));

export function SecondStep(props: Props) {
  if (!props.factor.setup_required) return <ShowFactor {...props} />;
  return (
    <Suspense>
      <RequiredFactor {...props} />
    </Suspense>
  );
}

function ShowFactor({ factor, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const { methods, token } = factor;
  const hasPasskey = methods.includes("passkey") && canUsePasskeys();
  const hasCode = methods.includes("totp");
  const [isRecovery, setRecovery] = useState(!hasCode);
  const passkey = usePasskeySignIn(onDone, token);
  return (
    <Stack gap="md">
      {(hasCode || methods.includes("recovery")) && (
        <CodeForm key={String(isRecovery)} token={token} isRecovery={isRecovery} onDone={onDone} />
      )}
      <Problem error={passkey.problem} />
      {hasPasskey && (
        <Button variant="default" leftSection={<KeyRound size={16} />} loading={passkey.isBusy} onClick={passkey.start}>
          {t("account.step.usePasskey")}
        </Button>
      )}
      <Group justify="space-between">
        {hasCode && methods.includes("recovery") ? (
          <Anchor component="button" type="button" size="sm" onClick={() => setRecovery(!isRecovery)}>
            {t(isRecovery ? "account.step.useCode" : "account.step.useRecovery")}
          </Anchor>
        ) : (
          <span />
        )}
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t("account.step.back")}
        </Anchor>
      </Group>
    </Stack>
  );
}

function CodeForm({ token, isRecovery, onDone }: { token: string; isRecovery: boolean; onDone: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  const input = useRef<HTMLInputElement>(null);
  const confirm = useMutation({
    mutationFn: (code: string) => api.session.confirm(token, code),
    onSuccess: onDone,
    onError: () => {
      if (!input.current) return;
      input.current.value = "";
      input.current.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = input.current?.value.trim() ?? "";
    confirm.mutate(isRecovery ? typed : typed.replaceAll(" ", ""));
  };
  const kind = isRecovery ? "recovery" : "code";
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {confirm.error && <Failure text={text(confirm.error)} />}
        <TextInput
          ref={input}
          label={t(`account.step.${kind}`)}
          description={t(`account.step.${kind}Text`)}
          name="code"
          autoComplete="one-time-code"
          inputMode={isRecovery ? "text" : "numeric"}
          spellCheck={false}
          autoFocus
          required
        />
        <Button type="submit" loading={confirm.isPending} fullWidth>
          {t("account.step.go")}
        </Button>
      </Stack>
    </form>
  );
}

/** Told without taking the focus from the field to fill again. */
function Failure({ text }: { text: string }) {
  return <Alert color="red" variant="light" role="alert">{text}</Alert>;
}

/** Signing in with a passkey, as the first step or the second. */
export function usePasskeySignIn(onDone: () => void, token?: string) {
  const { t } = useTranslation();
  const signIn = useMutation({
    mutationFn: async () => {
      const credential = await askPasskey(await api.session.passkeyOptions(token));
      return api.session.signInWithPasskey(credential, token);
    },
    onSuccess: onDone,
  });
  const fault = faultOf(signIn.error);
  const problem =
    fault === "not-possible" ? t("account.security.notPossible") : fault ? t("account.passkeyCancelled") : signIn.error;
  return { start: () => signIn.mutate(), isBusy: signIn.isPending, problem };
}
