import { ActionIcon, Burger, Button, Kbd, Tooltip } from "@mantine/core";
import { PanelLeft, Plus, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { SHORTCUTS, shortcutText } from "@/app/shortcuts.ts";
import { Logo } from "@/ui/logo.tsx";
import { CreateMenu } from "./create-menu.tsx";
import { useShell } from "./shell-context.ts";
import styles from "./shell.module.css";
import { UserMenu } from "./user-menu.tsx";

interface Props {
  isDrawerOpen: boolean;
  onToggleDrawer: () => void;
  onToggleSidebar: () => void;
}

export function Header({ isDrawerOpen, onToggleDrawer, onToggleSidebar }: Props) {
  const { t } = useTranslation();
  const { openPalette } = useShell();
  return (
    <>
      <Burger
        className={styles.phone}
        size="sm"
        opened={isDrawerOpen}
        onClick={onToggleDrawer}
        aria-label={t("shell.navigation")}
        aria-expanded={isDrawerOpen}
      />
      <Tooltip label={t("shell.sidebar")}>
        <ActionIcon className={styles.desktop} onClick={onToggleSidebar} aria-label={t("shell.sidebar")}>
          <PanelLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Logo />
      <div className={styles.spacer} />
      <button
        type="button"
        className={styles.search}
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Search size={16} aria-hidden="true" />
        <span>{t("shell.search")}</span>
        <Kbd size="xs" aria-hidden="true">
          {shortcutText(SHORTCUTS.palette.keys)}
        </Kbd>
      </button>
      <div className={styles.spacer} />
      <CreateMenu>
        <Button variant="default" size="compact-md" leftSection={<Plus size={16} />} visibleFrom="sm">
          {t("shell.new")}
        </Button>
      </CreateMenu>
      <UserMenu />
    </>
  );
}
