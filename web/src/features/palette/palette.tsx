/** S13: the command menu: go to a page, find a record, create something. */
import "@mantine/spotlight/styles.css";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LayoutDashboard, Plus, Search, Settings } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { useShell } from "@/features/shell/shell-context.ts";
import { EntityIcon } from "@/ui/icon.tsx";

const [store, spotlight] = createSpotlight();
const PAUSE_MS = 120;
const FOUND = 8;

interface Command {
  key: string;
  label: string;
  description?: string | undefined;
  icon: ReactNode;
  run: () => void;
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const records = useRecordCommands(words);
  const { pages, creations } = useCommands();
  const matching = (list: Command[]) =>
    list.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
  const groups: [string, Command[]][] = [
    [t("palette.records"), records],
    [t("palette.goTo"), matching(pages)],
    [t("palette.create"), matching(creations)],
  ];

  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);

  return (
    <Spotlight.Root
      store={store}
      query={words}
      onQueryChange={setWords}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      clearQueryOnClose={false}
      title={t("palette.title")}
      classNames={{ header: "visually-hidden" }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.title")}
        leftSection={<Search size={18} aria-hidden="true" />}
      />
      <Spotlight.ActionsList aria-label={t("palette.title")}>
        {groups
          .filter(([, commands]) => commands.length > 0)
          .map(([label, commands]) => (
            <Spotlight.ActionsGroup key={label} label={label}>
              {commands.map((command) => (
                <Spotlight.Action
                  key={command.key}
                  label={command.label}
                  description={command.description}
                  leftSection={command.icon}
                  onClick={command.run}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        {groups.every(([, commands]) => commands.length === 0) && (
          <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useRecordCommands(words: string): Command[] {
  const navigate = useNavigate();
  const { entities } = useMeta();
  const [wanted] = useDebouncedValue(words.trim(), PAUSE_MS);
  const found = useQuery({
    queryKey: keys.search(wanted, []),
    queryFn: ({ signal }) => api.search(wanted, [], FOUND, signal),
    enabled: wanted.length > 1,
    placeholderData: (before) => before,
  });
  if (wanted.length < 2) return [];
  return (found.data ?? []).flatMap((hit) => {
    const entity = entities.find(({ name }) => name === hit.entity);
    if (!entity) return [];
    const details = [entity.label, hit.code, hit.subtitle].filter(Boolean).join(" · ");
    return {
      key: hit.id,
      label: hit.title || hit.code || entity.label,
      description: details,
      icon: <EntityIcon name={entity.icon} />,
      run: () =>
        void navigate({ to: "/records/$plural/$id", params: { plural: entity.plural, id: hit.id } }),
    };
  });
}

function useCommands(): { pages: Command[]; creations: Command[] } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { openCreate } = useShell();
  const entities = readableEntities(useMeta());
  const pages: Command[] = [
    {
      key: "dashboard",
      label: t("shell.dashboard"),
      icon: <LayoutDashboard size={17} />,
      run: () => void navigate({ to: "/dashboard" }),
    },
    ...entities.map((entity) => ({
      key: `go-${entity.name}`,
      label: entity.label_plural,
      icon: <EntityIcon name={entity.icon} />,
      run: () => void navigate({ to: "/records/$plural", params: { plural: entity.plural } }),
    })),
    {
      key: "settings",
      label: t("shell.settings"),
      icon: <Settings size={17} />,
      run: () => void navigate({ to: "/settings/{-$section}", params: {} }),
    },
  ];
  const creations = entities
    .filter((entity) => entity.permissions.create)
    .map((entity) => ({
      key: `create-${entity.name}`,
      label: t("create.title", { label: entity.label }),
      icon: <Plus size={17} />,
      run: () => openCreate({ entity }),
    }));
  return { pages, creations };
}
