/** The code of an authenticator app, asked for after the password, and the codes for when the phone is lost. */
import { Badge, Button, Modal, PasswordInput, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { Problem } from "@/ui/problem.tsx";
import { Panel } from "../panel.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { SetUpTotp } from "./set-up-totp.tsx";

type Open = "set-up" | "off" | "codes" | null;

export function SecondFactor() {
  const { t } = useTranslation();
  const factors = useQuery({ queryKey: keys.account("factors"), queryFn: () => api.account.factors() });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const isOn = factors.data?.totp ?? false;
  return (
    <Panel
      title={
        <Group gap="xs">
          {t("account.security.factor")}
          {factors.data && (
            <Badge variant="light" color={isOn ? "brand" : "gray"}>
              {t(isOn ? "account.security.isOn" : "account.security.isOff")}
            </Badge>
          )}
        </Group>
      }
      text={t("account.security.factorText")}
      actions={
        factors.data &&
        (isOn ? (
          <Button size="compact-md" variant="default" disabled={factors.data.required} onClick={() => setOpen("off")}>
            {t("account.security.turnOff")}
          </Button>
        ) : (
          <Button size="compact-md" onClick={() => setOpen("set-up")}>
            {t("account.security.setUp")}
          </Button>
        ))
      }
    >
      {factors.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      <Problem error={factors.error} isPassive />
      {factors.data?.required && <Text size="sm" mb="xs">{t("account.security.required")}</Text>}
      {factors.data && isOn && (
        <Group justify="space-between">
          <Text size="sm">{t("account.security.codesLeft", { count: factors.data.recovery_codes })}</Text>
          <Button size="compact-md" variant="default" onClick={() => setOpen("codes")}>
            {t("account.security.newCodes")}
          </Button>
        </Group>
      )}
      {open === "set-up" && <SetUpTotp onClose={close} />}
      {open === "off" && <TurnOff onClose={close} />}
      {open === "codes" && <NewCodes onClose={close} />}
    </Panel>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <WithPassword
      title={t("account.security.turnOffTitle")}
      text={t("account.security.turnOffText")}
      confirm={t("account.security.turnOff")}
      isGrave
      act={(password) => api.account.removeTotp(password)}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function NewCodes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <WithPassword
      title={t("account.security.newCodes")}
      text={t("account.security.newCodesText")}
      confirm={t("account.security.newCodes")}
      act={(password) => api.account.newRecoveryCodes(password)}
      onDone={({ recovery_codes }) => setCodes(recovery_codes)}
      onClose={onClose}
    />
  );
}

interface WithPasswordProps<R> {
  title: string;
  text: string;
  confirm: string;
  isGrave?: boolean;
  act: (password: string) => Promise<R>;
  onDone: (result: R) => void;
  onClose: () => void;
}

/** What weakens the account asks for the password again. */
function WithPassword<R>({ title, text, confirm, isGrave = false, act, onDone, onClose }: WithPasswordProps<R>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const run = useMutation({
    mutationFn: () => act(password),
    onSuccess: (result) => {
      void client.invalidateQueries({ queryKey: keys.account("factors") });
      onDone(result);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">{text}</Text>
          <Problem error={run.error} />
          <PasswordInput
            label={t("account.security.yourPassword")}
            autoComplete="current-password"
            value={password}
            visibilityToggleButtonProps={{ "aria-label": t("auth.showPassword") }}
            data-autofocus
            required
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" {...(isGrave ? { color: "red.9" } : {})} loading={run.isPending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
