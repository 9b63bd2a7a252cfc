/** S1: accepting an invitation: a name, a password, and one is in. */
import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type InvitationInfo, RapportError } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { PageLoading } from "@/ui/states.tsx";
import { useErrorText } from "@/ui/toasts.ts";
import { AuthFrame } from "./auth-frame.tsx";

const route = getRouteApi("/invitations/$token");

export default function InvitationPage() {
  const { t } = useTranslation();
  const text = useErrorText();
  const { token } = route.useParams();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => api.invitation(token),
    retry: false,
  });

  if (invitation.isPending) return <PageLoading />;
  return (
    <AuthFrame title={t("auth.join", { company: companyOf(invitation.data) })} text={t("auth.joinText")}>
      {invitation.isError ? (
        <Alert color="red" role="alert" variant="light">
          {text(invitation.error)}
        </Alert>
      ) : (
        <AcceptForm token={token} invitation={invitation.data} />
      )}
    </AuthFrame>
  );
}

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationInfo }) {
  const { t } = useTranslation();
  const text = useErrorText();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<RapportError | null>(null);

  async function accept(form: FormData) {
    setProblem(null);
    try {
      const person = { name: String(form.get("name")), password: String(form.get("password")) };
      await api.session.accept(token, person);
      await navigate({ to: "/" });
    } catch (error) {
      if (!(error instanceof RapportError)) throw error;
      setProblem(error);
    }
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void accept(new FormData(event.currentTarget));
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {problem && (
          <Alert color="red" role="alert" variant="light">
            {text(problem)}
          </Alert>
        )}
        {invitation.email && (
          <TextInput label={t("auth.email")} value={invitation.email} autoComplete="username" readOnly />
        )}
        <TextInput label={t("auth.name")} name="name" defaultValue={invitation.name ?? ""} autoComplete="name" required />
        <PasswordInput
          label={t("auth.password")}
          description={t("auth.passwordHint")}
          name="password"
          autoComplete="new-password"
          error={problem?.fieldMessage("password")}
          visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
          required
        />
        <Button type="submit" mt="xs" fullWidth>
          {t("auth.accept")}
        </Button>
      </Stack>
    </form>
  );
}

function companyOf(invitation: InvitationInfo | undefined): string {
  const tenant = invitation?.tenant;
  return (typeof tenant === "string" ? tenant : tenant?.name) ?? invitation?.company ?? "";
}
