/** Settings, one section at a time; which one stands in the address. */
import { Title } from "@mantine/core";
import type { SettingsRight } from "@rapport/sdk";
import { getRouteApi, Link } from "@tanstack/react-router";
import {
  Blocks,
  EyeOff,
  History,
  Import,
  KeyRound,
  type LucideIcon,
  Network,
  Share2,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
  Users as People,
  UsersRound,
} from "lucide-react";
import { type ComponentType, lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/boundary.tsx";
import { useMay } from "@/data/me.ts";
import { withTexts } from "@/i18n/index.ts";
import { PageLoading } from "@/ui/states.tsx";
import { Audit } from "./audit.tsx";
import { DataModel } from "./data-model.tsx";
import { Profile } from "./profile.tsx";
import styles from "./settings.module.css";

const route = getRouteApi("/shell/settings/{-$section}");

const GROUPS = ["you", "access", "system"] as const;

interface Section {
  page: ComponentType;
  icon: LucideIcon;
  group: (typeof GROUPS)[number];
  title: string;
  /** Who may open it; everybody when absent. */
  right?: SettingsRight;
}

const SECTIONS = {
  profile: { page: Profile, icon: UserRound, group: "you", title: "settings.profile.title" },
  security: {
    page: lazy(() => import("./security/security.tsx")),
    icon: ShieldCheck,
    group: "you",
    title: "account.security.title",
  },
  users: {
    page: lazy(() => import("./access/users.tsx")),
    icon: People,
    group: "access",
    title: "access.users.title",
    right: "users",
  },
  profiles: {
    page: lazy(() => import("./access/profiles.tsx")),
    icon: SlidersHorizontal,
    group: "access",
    title: "access.profiles.title",
    right: "users",
  },
  roles: {
    page: lazy(() => import("./access/roles.tsx")),
    icon: Network,
    group: "access",
    title: "access.roles.title",
    right: "users",
  },
  teams: {
    page: lazy(() => import("./access/teams.tsx")),
    icon: UsersRound,
    group: "access",
    title: "access.teams.title",
    right: "users",
  },
  sharing: {
    page: lazy(() => import("./access/sharing.tsx")),
    icon: Share2,
    group: "access",
    title: "access.sharing.title",
    right: "users",
  },
  "api-keys": {
    page: lazy(() => import("./access/api-keys.tsx")),
    icon: KeyRound,
    group: "system",
    title: "account.keys.title",
    right: "integrations",
  },
  "data-model": {
    page: DataModel,
    icon: Blocks,
    group: "system",
    title: "settings.data-model.title",
    right: "data_model",
  },
  privacy: {
    page: lazy(withTexts(["privacy"], () => import("./privacy/privacy.tsx"))),
    icon: EyeOff,
    group: "system",
    title: "access.privacyTitle",
    right: "privacy",
  },
  audit: { page: Audit, icon: History, group: "system", title: "settings.audit.title", right: "audit" },
} as const satisfies Record<string, Section>;

type Name = keyof typeof SECTIONS;

export default function SettingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { section = "profile" } = route.useParams();
  const names = (Object.keys(SECTIONS) as Name[]).filter((name) => {
    const { right }: Section = SECTIONS[name];
    return !right || may(right);
  });
  const current = names.find((name) => name === section);
  if (!current) return <NotFound />;
  const Page = SECTIONS[current].page;
  const groups = GROUPS.filter((group) => names.some((name) => SECTIONS[name].group === group));
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <Title order={1} size="h3">
          {t("shell.settings")}
        </Title>
        <nav className={styles.sections} aria-label={t("shell.settings")}>
          {groups.map((group) => (
            <div key={group} className={styles.sectionGroup}>
              {groups.length > 1 && <span className={styles.sectionTitle}>{t(`access.nav.${group}`)}</span>}
              {names
                .filter((name) => SECTIONS[name].group === group)
                .map((name) => (
                  <SectionLink key={name} name={name} isCurrent={name === current} />
                ))}
              {group === "system" && (
                <Link to="/import" className={styles.section}>
                  <Import size={16} strokeWidth={1.75} aria-hidden="true" />
                  {t("settings.imports")}
                </Link>
              )}
            </div>
          ))}
        </nav>
        <div className={styles.content}>
          <Suspense fallback={<PageLoading />}>
            <Page />
          </Suspense>
        </div>
      </div>
    </div>
  );
}

function SectionLink({ name, isCurrent }: { name: Name; isCurrent: boolean }) {
  const { t } = useTranslation();
  const { icon: Icon, title } = SECTIONS[name];
  const link = useRef<HTMLAnchorElement>(null);
  // On a phone the sections stand in a row that is wider than the page.
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [isCurrent]);
  return (
    <Link
      ref={link}
      to="/settings/{-$section}"
      params={{ section: name }}
      className={styles.section}
      aria-current={isCurrent ? "page" : undefined}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {t(title)}
    </Link>
  );
}
