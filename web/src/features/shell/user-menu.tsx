import { type MantineColorScheme, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { BookOpen, Keyboard, LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMe } from "@/data/me.ts";
import { queryClient } from "@/data/query-client.ts";
import { LANGUAGES, type Language, setLanguage } from "@/i18n/index.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { useShell } from "./shell-context.ts";

const SCHEMES = ["light", "dark", "auto"] as const;

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user, tenant } = useMe();
  const { openShortcuts } = useShell();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();

  async function signOut() {
    await api.signOut().catch(() => undefined);
    await navigate({ to: "/sign-in", search: { next: undefined } });
    queryClient.clear();
  }

  async function speak(language: Language) {
    await setLanguage(language);
    await api.updateMe({ locale: language });
  }

  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton>
          <span className="visually-hidden">{t("shell.userMenu", { name: user.name })}</span>
          <PersonAvatar name={user.name} isLarge />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {user.name}
          </Text>
          {tenant.name}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t("shell.scheme")}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {SCHEMES.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`shell.schemes.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t("shell.language")}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={(value) => void speak(value as Language)}>
          {Object.entries(LANGUAGES).map(([language, label]) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<Keyboard size={15} />} onClick={openShortcuts}>
          {t("shortcuts.title")}
        </Menu.Item>
        <Menu.Item leftSection={<BookOpen size={15} />} component="a" href="/docs" target="_blank" rel="noopener">
          {t("shell.apiDocs")}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void signOut()}>
          {t("auth.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
