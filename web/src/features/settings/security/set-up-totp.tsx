/** Setting up the authenticator app: scan, enter a code, keep the recovery codes. */
import { Button, Group, Loader, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { TotpKey } from "@/features/auth/totp-key.tsx";
import { Problem } from "@/ui/problem.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

export function SetUpTotp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const start = useQuery({
    queryKey: keys.account("totp"),
    queryFn: () => api.account.startTotp(),
    staleTime: Infinity,
    gcTime: 0,
  });
  const confirm = useMutation({
    mutationFn: () => api.account.confirmTotp(code.replaceAll(" ", "")),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.account("factors") }),
  });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onClose={onClose} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("account.security.factor")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={start.error} isPassive />
          {start.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
          {start.data && (
            <>
              <TotpKey setup={start.data} />
              <Problem error={confirm.error} />
              <TextInput
                label={t("account.security.thenCode")}
                value={code}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
                data-autofocus
                required
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={!start.data} loading={confirm.isPending}>
              {t("account.security.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
