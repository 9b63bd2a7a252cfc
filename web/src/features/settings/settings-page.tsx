/** Settings, one section at a time; which one stands in the address. */
import { Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
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

const SECTIONS = {
  profile: { page: Profile, isForAdmins: false },
  users: { page: Users, isForAdmins: true },
  "data-model": { page: DataModel, isForAdmins: true },
  audit: { page: Audit, isForAdmins: true },
} as const satisfies Record<string, { page: ComponentType; isForAdmins: boolean }>;

type Name = keyof typeof SECTIONS;

export default function SettingsPage() {
  const { t } = useTranslation();
  const { user } = useMe();
  const { section = "profile" } = route.useParams();
  const names = (Object.keys(SECTIONS) as Name[]).filter((name) => user.role === "admin" || !SECTIONS[name].isForAdmins);
  const current = names.find((name) => name === section);
  if (!current) return <NotFound />;
  const Page = SECTIONS[current].page;
  return (
    <div className={styles.page}>
      <Title order={1} size="h4">
        {t("shell.settings")}
      </Title>
      {names.length > 1 && (
        <nav className={styles.sections} aria-label={t("shell.settings")}>
          {names.map((name) => (
            <Link
              key={name}
              to="/settings/{-$section}"
              params={{ section: name }}
              className={styles.section}
              aria-current={name === current ? "page" : undefined}
            >
              {t(`settings.${name}.title`)}
            </Link>
          ))}
        </nav>
      )}
      <Page />
    </div>
  );
}
