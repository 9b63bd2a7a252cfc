/** Title, search, layout and what can be done with the whole list. */
import { ActionIcon, Button, Menu, SegmentedControl, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import type { Entity } from "@rapport/sdk";
import { Link, useNavigate } from "@tanstack/react-router";
import { Download, Ellipsis, Import, Plus, Search, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "@/app/shortcuts.ts";
import type { ListState } from "@/data/records.ts";
import { formatNumber } from "@/fields/format.ts";
import type { ListSearch } from "@/features/filters/search-params.ts";
import { useShell } from "@/features/shell/shell-context.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import type { Columns } from "./columns.ts";
import styles from "./list.module.css";
import { useExport } from "./use-export.ts";

interface Props {
  entity: Entity;
  search: ListSearch;
  state: ListState;
  total: number | undefined;
  /** Only a table has columns. */
  columns?: Columns;
  layout?: "table" | "board" | "calendar";
  onChange: (part: Partial<ListSearch>) => void;
}

export function ListHeader(props: Props) {
  const { t } = useTranslation();
  const { entity, search, total, columns } = props;
  const { openCreate } = useShell();
  return (
    <div className={styles.header}>
      <div className={styles.title}>
        <Title order={1} size="h4">
          {search.bin ? t("list.binOf", { label: entity.label_plural }) : entity.label_plural}
        </Title>
        {total !== undefined && (
          <span className={styles.count} role="status" data-testid="count">
            {formatNumber(total)}
          </span>
        )}
      </div>
      <SearchBox value={search.q} label={entity.label_plural} onChange={(q) => props.onChange({ q })} />
      {(entity.layout.board || entity.layout.calendar) && <LayoutSwitch {...props} />}
      {columns && <ColumnsMenu columns={columns} />}
      <MoreMenu {...props} />
      {entity.permissions.create && (
        <Button
          size="compact-md"
          leftSection={<Plus size={16} />}
          className={styles.create}
          aria-keyshortcuts="c"
          onClick={() => openCreate({ entity })}
        >
          {entity.label}
        </Button>
      )}
    </div>
  );
}

const PAUSE_MS = 150;

function SearchBox({ value, label, onChange }: { value: string | undefined; label: string; onChange: (q: string | undefined) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value ?? "");
  const send = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), PAUSE_MS);
  useShortcut("search", () => input.current?.focus());
  // The address may change without typing: back, a link, "clear all".
  useEffect(() => {
    if (document.activeElement !== input.current) setText(value ?? "");
  }, [value]);
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      className={styles.search}
      leftSection={<Search size={14} aria-hidden="true" />}
      aria-label={t("list.searchIn", { label })}
      aria-keyshortcuts="/"
      placeholder={t("list.search")}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}

/** Keeps what is filtered: only the shape changes. */
function LayoutSwitch({ entity, layout = "table" }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("list.layout")}
      value={layout}
      data={[
        { value: "table", label: t("list.table") },
        ...(entity.layout.board ? [{ value: "board", label: t("list.board") }] : []),
        ...(entity.layout.calendar ? [{ value: "calendar", label: t("list.calendar") }] : []),
      ]}
      onChange={(next) =>
        void navigate({
          to: next === "table" ? "/records/$plural" : `/records/$plural/${next as "board" | "calendar"}`,
          params: { plural: entity.plural },
          search: (before) => before,
        })
      }
    />
  );
}

function MoreMenu({ entity, search, state, columns, onChange }: Props) {
  const { t } = useTranslation();
  const exportAs = useExport(entity, state, columns);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t("list.more")}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entity.permissions.export && (
          <>
            <Menu.Item leftSection={<Download size={15} />} onClick={() => void exportAs("csv")}>
              {t("list.exportCsv")}
            </Menu.Item>
            <Menu.Item leftSection={<Download size={15} />} onClick={() => void exportAs("xlsx")}>
              {t("list.exportXlsx")}
            </Menu.Item>
          </>
        )}
        {entity.permissions.import && (
          <Menu.Item
            leftSection={<Import size={15} />}
            renderRoot={(props) => (
              <Link to="/import" search={{ entity: entity.name, id: undefined }} {...props} />
            )}
          >
            {t("list.import")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Trash2 size={15} />}
          onClick={() => onChange({ bin: search.bin ? undefined : true })}
        >
          {search.bin ? t("list.leaveBin") : t("list.bin")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
