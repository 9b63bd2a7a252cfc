/** One's own name, language, time zone and looks. */
import { Button, Select, Stack, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useMe } from "@/data/me.ts";
import { LANGUAGES, setLanguage } from "@/i18n/index.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { Appearance } from "./appearance.tsx";
import styles from "./settings.module.css";

export function Profile() {
  const { t } = useTranslation();
  const { user, tenant } = useMe();
  const client = useQueryClient();
  const showError = useErrorToast();
  const [name, setName] = useState(user.name);
  const [locale, setLocale] = useState(user.locale?.startsWith("de") ? "de" : "en");
  const [zone, setZone] = useState(user.time_zone ?? tenant.time_zone);

  async function save() {
    try {
      await api.updateMe({ name, locale, time_zone: zone });
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

function zones(current: string): string[] {
  return [...new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")])];
}
