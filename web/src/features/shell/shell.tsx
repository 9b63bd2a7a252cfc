/** S2: the frame around every page of a signed-in person. */
import { AppShell } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useMatches, useRouterState } from "@tanstack/react-router";
import { Suspense, lazy, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "@/app/shortcuts.ts";
import { useMe, usePreference } from "@/data/me.ts";
import { useEntity, useMeta } from "@/data/meta.ts";
import { withTexts } from "@/i18n/index.ts";
import { PageLoading } from "@/ui/states.tsx";
import { Header } from "./header.tsx";
import { Navigation } from "./navigation.tsx";
import { SessionDialog } from "./session-dialog.tsx";
import { type CreateRequest, type ShellActions, ShellContext } from "./shell-context.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import styles from "./shell.module.css";

const Palette = lazy(() => import("@/features/palette/palette.tsx"));
const CreateDialog = lazy(() => import("@/features/create/create-dialog.tsx"));
const LiveStatus = lazy(() => import("./live-status.tsx"));
const ImpersonationBanner = lazy(withTexts(["account"], () => import("./impersonation-banner.tsx")));

export function Shell() {
  const { t } = useTranslation();
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const [isNarrow, setNarrow] = usePreference("sidebar_narrow", false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const overlays = useOverlays();
  const { user, impersonator } = useMe();

  // oxlint-disable-next-line react/exhaustive-deps -- going to another page closes it
  useEffect(drawer.close, [path]);

  return (
    <ShellContext value={overlays.actions}>
      <a className={styles.skip} href="#content">
        {t("shell.skip")}
      </a>
      <AppShell
        header={{ height: "3.25rem" }}
        navbar={{
          width: 236,
          breakpoint: "sm",
          collapsed: { mobile: !isDrawerOpen, desktop: isNarrow },
        }}
        transitionDuration={120}
      >
        <AppShell.Header className={styles.header}>
          <Header
            isDrawerOpen={isDrawerOpen}
            onToggleDrawer={drawer.toggle}
            onToggleSidebar={() => setNarrow(!isNarrow)}
          />
        </AppShell.Header>
        <AppShell.Navbar className={styles.navbar} inert={undefined} aria-label={t("shell.navigation")}>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main className={styles.main} id="content" tabIndex={-1}>
          <Suspense>{impersonator && <ImpersonationBanner name={user.name} />}</Suspense>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </AppShell.Main>
      </AppShell>
      {overlays.elements}
      <Suspense>
        <LiveStatus />
      </Suspense>
      <SessionDialog />
    </ShellContext>
  );
}

/** The command menu, the dialog that creates, and the sheet of shortcuts: one of each for all pages. */
function useOverlays() {
  const [create, setCreate] = useState<CreateRequest | null>(null);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [isSheetOpen, sheet] = useDisclosure(false);
  const pageEntity = usePageEntity();
  const first = useMeta().entities.find((entity) => entity.permissions.create);

  const actions = useMemo<ShellActions>(
    () => ({ openCreate: setCreate, openPalette: palette.open, openShortcuts: sheet.open }),
    [palette.open, sheet.open],
  );
  useShortcut("palette", palette.open);
  useShortcut("help", sheet.open);
  useShortcut("create", () => {
    const entity = pageEntity?.permissions.create ? pageEntity : first;
    if (entity) setCreate({ entity });
  });
  useIdlePreload();

  const elements = (
    <Suspense>
      {isPaletteOpen && <Palette onClose={palette.close} />}
      {create && <CreateDialog {...create} key={create.entity.name} onClose={() => setCreate(null)} />}
      <ShortcutSheet isOpen={isSheetOpen} onClose={sheet.close} />
    </Suspense>
  );
  return { actions, elements };
}

/** The entity of the page one is on. */
function usePageEntity() {
  const params = useMatches().at(-1)?.params as { plural?: string } | undefined;
  return useEntity(params?.plural ?? "");
}

function useIdlePreload(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      void import("@/features/palette/palette.tsx");
      void import("@/features/create/create-dialog.tsx");
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
}
