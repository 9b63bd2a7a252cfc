/** One's own name, language, time zone and looks. */
import { Alert, Button, Group, Select, Stack, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { setTimeZone } from "@/app/zone.ts";
import { keys } from "@/data/keys.ts";
import { useMe } from "@/data/me.ts";
import { LANGUAGES, setLanguage } from "@/i18n/index.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { Appearance } from "./appearance.tsx";
import styles from "./settings.module.css";

export function Profile() {
  const { t } = useTranslation();
  const { user, tenant, email_verified: isVerified } = useMe();
  const client = useQueryClient();
  const showError = useErrorToast();
  const [name, setName] = useState(user.name);
  const [locale, setLocale] = useState(user.locale?.startsWith("de") ? "de" : "en");
  const [zone, setZone] = useState(user.time_zone ?? tenant.time_zone);

  async function save() {
    try {
      await api.updateMe({ name, locale, time_zone: zone });
      setTimeZone(zone);
      await setLanguage(locale);
      await client.invalidateQueries({ queryKey: keys.me });
      notifications.show({ message: t("settings.saved") });
    } catch (error) {
      showError(error);
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <>
      <form onSubmit={submit} className={styles.panel} aria-labelledby="profile-title">
        <Title order={2} size="h5" id="profile-title" mb="sm">
          {t("settings.profile.title")}
        </Title>
        <Stack gap="sm" maw={420}>
          <TextInput label={t("auth.email")} value={user.email} readOnly />
          {!isVerified && <Unverified email={user.email} />}
          <TextInput label={t("auth.name")} value={name} required onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label={t("shell.language")}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            value={locale}
            allowDeselect={false}
            onChange={(value) => setLocale(value ?? "en")}
          />
          <Select
            label={t("settings.profile.zone")}
            data={zones(zone)}
            value={zone}
            searchable
            allowDeselect={false}
            onChange={(value) => setZone(value ?? zone)}
          />
          <div>
            <Button type="submit" disabled={!name.trim()}>{t("common.save")}</Button>
          </div>
        </Stack>
      </form>
      <Appearance />
    </>
  );
}

/** Offers the letter that proves the address, where the server can send letters. */
function Unverified({ email }: { email: string }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const setup = useQuery({ queryKey: keys.setup, queryFn: () => api.setup() });
  const send = useMutation({ mutationFn: () => api.account.sendVerification(), onError: showError });
  if (!setup.data?.mail) return null;
  return (
    <Alert variant="light" color="orange">
      {send.isSuccess ? (
        <span role="status">{t("account.verify.sent", { email })}</span>
      ) : (
        <Group justify="space-between" gap="xs">
          {t("account.verify.needed", { email })}
          <Button size="compact-sm" variant="default" loading={send.isPending} onClick={() => send.mutate()}>
            {t("account.verify.send")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function zones(current: string): string[] {
  return [...new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")])];
}
