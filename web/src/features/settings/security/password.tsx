import { Button, PasswordInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { RapportError } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useMe } from "@/data/me.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";

const EMPTY = { current: "", password: "" };
const ALERT = { role: "alert" };

export function Password() {
  const { t } = useTranslation();
  const { user } = useMe();
  const client = useQueryClient();
  const [form, setForm] = useState(EMPTY);
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: () => api.account.changePassword(form.current, form.password),
    onSuccess: () => {
      setForm(EMPTY);
      notifications.show({ message: t("account.security.changed") });
      void client.invalidateQueries({ queryKey: keys.account("sessions") });
    },
    onError: (error) => {
      if (!(error instanceof RapportError)) return;
      if (error.fieldMessage("current")) current.current?.focus();
      else if (error.fieldMessage("password")) next.current?.focus();
    },
  });
  const problem = (name: keyof typeof EMPTY) => {
    const message = change.error instanceof RapportError ? change.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const isElsewhere = change.error && !problem("current") && !problem("password");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={t("account.security.password")} text={t("account.security.passwordText")}>
      <form onSubmit={submit}>
        <Stack gap="sm" maw={420}>
          {isElsewhere && <Problem error={change.error} />}
          <input type="hidden" autoComplete="username" value={user.email} readOnly />
          <PasswordInput
            ref={current}
            errorProps={ALERT}
            label={t("account.security.current")}
            autoComplete="current-password"
            value={form.current}
            error={problem("current")}
            visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
            required
            onChange={(event) => setForm({ ...form, current: event.currentTarget.value })}
          />
          <PasswordInput
            ref={next}
            errorProps={ALERT}
            label={t("account.newPassword")}
            description={t("auth.passwordHint")}
            autoComplete="new-password"
            value={form.password}
            error={problem("password")}
            visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
            required
            onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
          />
          <div>
            <Button type="submit" loading={change.isPending}>
              {t("account.security.change")}
            </Button>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
