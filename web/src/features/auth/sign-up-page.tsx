/** S1: founding a company, on a new server or where anyone may. Offers demo data to look around with. */
import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  NativeSelect,
  PasswordInput,
  Stack,
  TextInput,
} from "@mantine/core";
import { type Founding, RapportError } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { isOver } from "@/data/jobs.ts";
import { keys } from "@/data/keys.ts";
import { useErrorText } from "@/ui/toasts.ts";
import { AuthFrame } from "./auth-frame.tsx";

const CURRENCIES = ["EUR", "USD", "GBP", "CHF", "SEK", "PLN", "CAD", "AUD", "JPY", "INR", "BRL"];
const POLL_MS = 400;

export default function SignUpPage() {
  const { t } = useTranslation();
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => api.setup() });
  const { submit, problem, step } = useFounding();
  const text = useErrorText();
  const isFirst = setup.data?.needs_setup === true;
  const isClosed = setup.data?.signup === "closed" && !isFirst;
  const fieldError = (name: string) => problem?.fieldMessage(name);

  return (
    <AuthFrame
      title={isFirst ? t("auth.firstRun") : t("auth.signUp")}
      text={isFirst ? t("auth.firstRunText") : t("auth.signUpText")}
      foot={
        !isFirst && (
          <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            {t("auth.toSignIn")}
          </Anchor>
        )
      }
    >
      {isClosed ? (
        <Alert variant="light">{t("auth.closed")}</Alert>
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            {problem && (
              <Alert color="red" role="alert" variant="light">
                {problem.fields.length > 0 ? t("error.checkFields") : text(problem)}
              </Alert>
            )}
            <TextInput label={t("auth.company")} name="company" autoComplete="organization" error={fieldError("company")} autoFocus required />
            <TextInput label={t("auth.name")} name="name" autoComplete="name" error={fieldError("name")} required />
            <TextInput label={t("auth.email")} name="email" type="email" autoComplete="username" error={fieldError("email")} required />
            <PasswordInput
              label={t("auth.password")}
              description={t("auth.passwordHint")}
              name="password"
              autoComplete="new-password"
              error={fieldError("password")}
              visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
              required
            />
            <NativeSelect label={t("auth.currency")} name="currency" data={CURRENCIES} error={fieldError("currency")} />
            <Checkbox label={t("auth.demo")} description={t("auth.demoText")} name="demo" />
            <Button type="submit" loading={step !== null} mt="xs" fullWidth>
              {t("auth.start")}
            </Button>
            {step === "demo" && <div role="status">{t("auth.addingDemo")}</div>}
          </Stack>
        </form>
      )}
    </AuthFrame>
  );
}

function useFounding() {
  const navigate = useNavigate();
  const [problem, setProblem] = useState<RapportError | null>(null);
  const [step, setStep] = useState<"company" | "demo" | null>(null);

  async function found(form: FormData) {
    setStep("company");
    setProblem(null);
    try {
      await api.session.signUp(readFounding(form));
      if (form.get("demo")) {
        setStep("demo");
        await waitForDemo();
      }
      await navigate({ to: "/" });
    } catch (error) {
      if (!(error instanceof RapportError)) throw error;
      setProblem(error);
    } finally {
      setStep(null);
    }
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void found(new FormData(event.currentTarget));
  };
  return { submit, problem, step };
}

function readFounding(form: FormData): Founding {
  const text = (name: string) => String(form.get(name) ?? "");
  return {
    company: text("company"),
    name: text("name"),
    email: text("email"),
    password: text("password"),
    currency: text("currency"),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: navigator.language,
  };
}

async function waitForDemo(): Promise<void> {
  const { job } = await api.addDemoData();
  while (!isOver(await api.job(job))) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
