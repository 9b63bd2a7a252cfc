/** The company demands a second step, and this person has none yet: it is set up before the first session. */
import { Anchor, Button, Loader, Stack, Text, TextInput } from "@mantine/core";
import type { SecondFactor } from "@rapport/sdk";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { Problem } from "@/ui/problem.tsx";
import { CodeList } from "./code-list.tsx";
import { TotpKey } from "./totp-key.tsx";

interface Props {
  factor: SecondFactor;
  onDone: () => void;
  onBack: () => void;
}

export default function RequiredFactor({ factor, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const start = useQuery({
    queryKey: keys.account(`totp ${factor.token}`),
    queryFn: () => api.session.startTotp(factor.token),
    staleTime: Infinity,
    gcTime: 0,
  });
  const confirm = useMutation({ mutationFn: () => api.session.confirm(factor.token, code.replaceAll(" ", "")) });
  if (confirm.data) return <CodeList codes={confirm.data.recovery_codes ?? []} onDone={onDone} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{t("account.step.setUpText")}</Text>
        <Problem error={start.error} isPassive />
        {start.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
        {start.data && <TotpKey setup={start.data} />}
        <Problem error={confirm.error} />
        <TextInput
          label={t("account.security.thenCode")}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          autoFocus
          required
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!start.data} loading={confirm.isPending} fullWidth>
          {t("account.step.go")}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {t("account.step.back")}
        </Anchor>
      </Stack>
    </form>
  );
}
