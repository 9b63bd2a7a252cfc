/** Asks for the password again when the session has ended; the page behind keeps what was typed. */
import { Alert, Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import type { SecondFactor } from "@rapport/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMe } from "@/data/me.ts";
import { withTexts } from "@/i18n/index.ts";
import { useErrorText } from "@/ui/toasts.ts";

const SecondStep = lazy(
  withTexts(["account"], async () => ({ default: (await import("@/features/auth/second-step.tsx")).SecondStep })),
);

export function SessionDialog() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isExpired, setExpired] = useState(false);
  const [factor, setFactor] = useState<SecondFactor | null>(null);
  const resume = () => {
    setFactor(null);
    void client.invalidateQueries();
  };

  useEffect(
    () =>
      api.session.onChange((event) => {
        setExpired(event === "expired");
        // Who had to set up a second step still has recovery codes to keep.
        setFactor((asked) => (event === "signed-in" && asked?.setup_required ? asked : null));
      }),
    [],
  );

  return (
    <Modal
      opened={isExpired || factor !== null}
      onClose={() => undefined}
      title={t("session.title")}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={400}
    >
      {factor ? (
        <Suspense>
          <SecondStep factor={factor} onDone={resume} onBack={() => setFactor(null)} />
        </Suspense>
      ) : (
        <PasswordAgain onDone={resume} onFactor={setFactor} />
      )}
    </Modal>
  );
}

function PasswordAgain({ onDone, onFactor }: { onDone: () => void; onFactor: (factor: SecondFactor) => void }) {
  const { t } = useTranslation();
  const { user } = useMe();
  const text = useErrorText();
  const [error, setError] = useState<string | null>(null);

  async function signIn(password: string) {
    setError(null);
    try {
      const result = await api.session.signIn({ email: user.email, password });
      if ("mfa" in result) onFactor(result.mfa);
      else onDone();
    } catch (failure) {
      setError(text(failure));
    }
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void signIn(String(new FormData(event.currentTarget).get("password") ?? ""));
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t("session.text", { email: user.email })}</Text>
        {error && (
          <Alert color="red" variant="light" role="alert">
            {error}
          </Alert>
        )}
        <PasswordInput
          name="password"
          label={t("auth.password")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
          data-autofocus
          required
        />
        <Group justify="space-between">
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/sign-in" search={{ next: undefined }} {...props} />}
          >
            {t("session.other")}
          </Anchor>
          <Button type="submit">{t("auth.signIn")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
