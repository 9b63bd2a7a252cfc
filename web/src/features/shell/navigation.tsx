/** The way to every entity the person may read, by the groups of the server, with favourites on top. */
import { ActionIcon } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { Link, useRouterState } from "@tanstack/react-router";
import { ChevronDown, Import, LayoutDashboard, Settings, Star } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePreference } from "@/data/me.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import styles from "./shell.module.css";

export function Navigation() {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [favourites, setFavourites] = usePreference<string[]>("favourites", []);
  const [closed, setClosed] = usePreference<string[]>("navigation_closed", []);
  const nav = useRef<HTMLDivElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // oxlint-disable-next-line react/exhaustive-deps -- whoever comes to a page sees where it is
  useEffect(() => {
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [path]);
  const pinned = entities.filter((entity) => favourites.includes(entity.name));

  function toggle(entity: Entity) {
    setFavourites(withOrWithout(favourites, entity.name));
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
    <div className={styles.nav} ref={nav}>
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
      {byGroup(entities.filter((entity) => !entity.child)).map(([group, list]) => (
        <Group
          key={group}
          label={group || t("shell.records")}
          isOpen={!closed.includes(group)}
          onToggle={() => setClosed(withOrWithout(closed, group))}
        >
          {rows(list)}
        </Group>
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

interface GroupProps {
  label: string;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A heading that hides what is under it; which are hidden is remembered. */
function Group({ label, isOpen, onToggle, children }: GroupProps) {
  const id = useId();
  return (
    <section aria-label={label}>
      <button type="button" className={styles.group} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        {label}
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}

function withOrWithout(names: string[], name: string): string[] {
  return names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
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
