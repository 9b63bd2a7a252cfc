/** The way to every entity the person may read, by the groups of the server, with favourites on top. */
import { ActionIcon } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Import, LayoutDashboard, Settings, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { usePreference } from "@/data/me.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import styles from "./shell.module.css";

export function Navigation() {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [favourites, setFavourites] = usePreference<string[]>("favourites", []);
  const pinned = entities.filter((entity) => favourites.includes(entity.name));

  function toggle(entity: Entity) {
    const isPinned = favourites.includes(entity.name);
    setFavourites(
      isPinned ? favourites.filter((name) => name !== entity.name) : [...favourites, entity.name],
    );
  }

  const rows = (list: Entity[]) => (
    <ul className={styles.list}>
      {list.map((entity) => (
        <EntityRow
          key={entity.name}
          entity={entity}
          isPinned={favourites.includes(entity.name)}
          onToggle={() => toggle(entity)}
        />
      ))}
    </ul>
  );

  return (
    <div className={styles.nav}>
      <ul className={styles.list}>
        <li>
          <Link to="/dashboard" className={styles.link}>
            <LayoutDashboard size={17} strokeWidth={1.75} aria-hidden="true" />
            {t("shell.dashboard")}
          </Link>
        </li>
      </ul>
      {pinned.length > 0 && (
        <section aria-label={t("shell.favourites")}>
          <div className={styles.group}>{t("shell.favourites")}</div>
          {rows(pinned)}
        </section>
      )}
      {byGroup(entities).map(([group, list]) => (
        <section key={group} aria-label={group || t("shell.records")}>
          <div className={styles.group}>{group || t("shell.records")}</div>
          {rows(list)}
        </section>
      ))}
      <div className={styles.spacer} />
      <ul className={styles.list}>
        <li>
          <Link to="/import" className={styles.link}>
            <Import size={17} strokeWidth={1.75} aria-hidden="true" />
            {t("shell.import")}
          </Link>
        </li>
        <li>
          <Link to="/settings/{-$section}" className={styles.link} activeOptions={{ exact: false }}>
            <Settings size={17} strokeWidth={1.75} aria-hidden="true" />
            {t("shell.settings")}
          </Link>
        </li>
      </ul>
    </div>
  );
}

interface RowProps {
  entity: Entity;
  isPinned: boolean;
  onToggle: () => void;
}

function EntityRow({ entity, isPinned, onToggle }: RowProps) {
  const { t } = useTranslation();
  const label = t(isPinned ? "shell.unpin" : "shell.pin", { label: entity.label_plural });
  return (
    <li className={styles.row}>
      <Link
        to="/records/$plural"
        params={{ plural: entity.plural }}
        className={styles.link}
        activeOptions={{ includeSearch: false }}
      >
        <EntityIcon name={entity.icon} />
        {entity.label_plural}
      </Link>
      <ActionIcon
        className={styles.pin}
        data-pinned={isPinned || undefined}
        onClick={onToggle}
        aria-label={label}
        aria-pressed={isPinned}
        size={24}
      >
        <Star size={14} fill={isPinned ? "currentColor" : "none"} />
      </ActionIcon>
    </li>
  );
}

function byGroup(entities: Entity[]): [string, Entity[]][] {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities) {
    const group = entity.group ?? "";
    groups.set(group, [...(groups.get(group) ?? []), entity]);
  }
  return [...groups];
}
