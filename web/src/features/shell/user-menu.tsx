import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { BookOpen, Check, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMe } from "@/data/me.ts";
import { queryClient } from "@/data/query-client.ts";
import { LANGUAGES, type Language, setLanguage } from "@/i18n/index.ts";
import { useShell } from "./shell-context.ts";

const SCHEMES = [
  { value: "light", Icon: Sun },
  { value: "dark", Icon: Moon },
  { value: "auto", Icon: Monitor },
] as const;

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user, tenant } = useMe();
  const { openShortcuts } = useShell();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const here = (isHere: boolean) => (isHere ? <Check size={14} aria-hidden="true" /> : null);

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
        <UnstyledButton aria-label={t("shell.userMenu", { name: user.name })}>
          <Avatar name={user.name} color="initials" variant="filled" autoContrast size={30} aria-hidden="true" />
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
        {SCHEMES.map(({ value, Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={15} />}
            rightSection={here(colorScheme === value)}
            onClick={() => setColorScheme(value)}
          >
            {t(`shell.schemes.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("shell.language")}</Menu.Label>
        {(Object.entries(LANGUAGES) as [Language, string][]).map(([language, label]) => (
          <Menu.Item
            key={language}
            role="menuitemradio"
            aria-checked={i18n.language === language}
            lang={language}
            rightSection={here(i18n.language === language)}
            onClick={() => void speak(language)}
          >
            {label}
          </Menu.Item>
        ))}
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
