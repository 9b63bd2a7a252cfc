/** Settings, one section at a time; which one stands in the address. */
import { Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Blocks, History, Import, type LucideIcon, UserRound, Users as People } from "lucide-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/boundary.tsx";
import { useMe } from "@/data/me.ts";
import { Audit } from "./audit.tsx";
import { DataModel } from "./data-model.tsx";
import { Profile } from "./profile.tsx";
import styles from "./settings.module.css";
import { Users } from "./users.tsx";

const route = getRouteApi("/shell/settings/{-$section}");

interface Section {
  page: ComponentType;
  icon: LucideIcon;
  isForAdmins: boolean;
}

const SECTIONS = {
  profile: { page: Profile, icon: UserRound, isForAdmins: false },
  users: { page: Users, icon: People, isForAdmins: true },
  "data-model": { page: DataModel, icon: Blocks, isForAdmins: true },
  audit: { page: Audit, icon: History, isForAdmins: true },
} as const satisfies Record<string, Section>;

type Name = keyof typeof SECTIONS;

export default function SettingsPage() {
  const { t } = useTranslation();
  const { user } = useMe();
  const { section = "profile" } = route.useParams();
  const isAdmin = user.role === "admin";
  const names = (Object.keys(SECTIONS) as Name[]).filter((name) => isAdmin || !SECTIONS[name].isForAdmins);
  const current = names.find((name) => name === section);
  if (!current) return <NotFound />;
  const Page = SECTIONS[current].page;
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <Title order={1} size="h3">
          {t("shell.settings")}
        </Title>
        {names.length > 1 && (
          <nav className={styles.sections} aria-label={t("shell.settings")}>
            {names.map((name) => (
              <SectionLink key={name} name={name} isCurrent={name === current} />
            ))}
            <Link to="/import" className={styles.section}>
              <Import size={16} strokeWidth={1.75} aria-hidden="true" />
              {t("settings.imports")}
            </Link>
          </nav>
        )}
        <div className={styles.content}>
          <Page />
        </div>
      </div>
    </div>
  );
}

function SectionLink({ name, isCurrent }: { name: Name; isCurrent: boolean }) {
  const { t } = useTranslation();
  const Icon = SECTIONS[name].icon;
  return (
    <Link
      to="/settings/{-$section}"
      params={{ section: name }}
      className={styles.section}
      aria-current={isCurrent ? "page" : undefined}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {t(`settings.${name}.title`)}
    </Link>
  );
}
