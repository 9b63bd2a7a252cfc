/** Asks for the password again when the session has ended; the page behind keeps what was typed. */
import { Alert, Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMe } from "@/data/me.ts";
import { useErrorText } from "@/ui/toasts.ts";

export function SessionDialog() {
  const { t } = useTranslation();
  const { user } = useMe();
  const text = useErrorText();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(
    () =>
      api.session.onChange((event) => {
        if (event === "expired") setOpen(true);
        else setOpen(false);
      }),
    [],
  );

  async function signIn(password: string) {
    setError(null);
    try {
      await api.session.signIn({ email: user.email, password });
      await client.invalidateQueries();
    } catch (failure) {
      setError(text(failure));
    }
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void signIn(String(new FormData(event.currentTarget).get("password") ?? ""));
  };

  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      title={t("session.title")}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={400}
    >
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
    </Modal>
  );
}
