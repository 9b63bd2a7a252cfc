/** Links to other records, chosen by searching the server. */
import { Anchor, Combobox, Group, Loader, NativeSelect, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Entity, Field, Included, SearchHit } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useEntityByName, useMeta } from "@/data/meta.ts";
import { linkNames } from "@/data/records.ts";
import { controlProps } from "./control.ts";
import styles from "./fields.module.css";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

export interface LinkTarget {
  entity: string;
  id: string;
}

const SHOWN = 12;
const PAUSE_MS = 150;

/** A link as a pair, whichever way it travels. */
export function targetOf(field: Field, value: unknown): LinkTarget | null {
  if (typeof value === "string" && value) return { entity: field.to?.[0] ?? "", id: value };
  if (typeof value === "object" && value !== null && "id" in value) return value as LinkTarget;
  return null;
}

/** Whether the link must say which entity it points to. */
export function isPolymorphic(field: Field): boolean {
  return field.to?.length !== 1 || field.to[0] === "*";
}

export function titleOf(target: LinkTarget, included: Included): string | undefined {
  return included[target.entity]?.[target.id]?.title;
}

function LinkCell({ field, value, included }: CellProps) {
  const target = targetOf(field, value);
  const entity = useEntityByName(target?.entity ?? "");
  const known = target ? titleOf(target, included) : undefined;
  const found = useFoundTitle(entity, target, known === undefined);
  if (!target) return null;
  const title = known ?? found ?? "…";
  if (!entity) return <span className={styles.text}>{title}</span>;
  return (
    <Anchor
      size="sm"
      className={styles.text}
      onClick={(event) => event.stopPropagation()}
      renderRoot={(props) => (
        <Link to="/records/$plural/$id" params={{ plural: entity.plural, id: target.id }} {...props} />
      )}
    >
      {title}
    </Anchor>
  );
}

/** Lists bring the titles of their links along; old values in a timeline do not. */
function useFoundTitle(entity: Entity | undefined, target: LinkTarget | null, isWanted: boolean) {
  const record = useQuery({
    queryKey: keys.record(entity?.plural ?? "", target?.id ?? ""),
    queryFn: () => api.records(entity?.plural ?? "").get(target?.id ?? "", { include: entity ? linkNames(entity) : [] }),
    enabled: isWanted && Boolean(entity && target),
    retry: false,
  });
  const title = entity && record.data?.data[entity.title];
  return typeof title === "string" ? title : undefined;
}

function LinkControl(props: InputProps) {
  const { t } = useTranslation();
  const { field } = props;
  const targets = useTargets(field);
  const target = targetOf(field, props.value);
  const [entity, setEntity] = useState(target?.entity ?? targets[0]?.name ?? "");
  const choose = (hit: SearchHit | null) => {
    const value = hit && (isPolymorphic(field) ? { entity: hit.entity, id: hit.id } : hit.id);
    props.onChange(value);
    props.onDone?.(value);
  };
  const search = (
    <RecordSearch {...props} entity={isPolymorphic(field) ? entity : (field.to?.[0] ?? "")} target={target} onChoose={choose} />
  );
  if (!isPolymorphic(field)) return search;
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <NativeSelect
        size={props.size ?? "sm"}
        aria-label={t("field.kindOfLink", { label: field.label })}
        data={targets.map(({ name, label }) => ({ value: name, label }))}
        value={entity}
        onChange={(event) => {
          setEntity(event.currentTarget.value);
          choose(null);
        }}
      />
      <div className={styles.grow}>{search}</div>
    </Group>
  );
}

function useTargets(field: Field) {
  const { entities } = useMeta();
  const isAny = field.to?.includes("*") ?? true;
  return entities.filter(({ name, activity }) => (isAny ? !activity : field.to?.includes(name)));
}

interface SearchProps extends InputProps {
  entity: string;
  target: LinkTarget | null;
  onChoose: (hit: SearchHit | null) => void;
}

function RecordSearch(props: SearchProps) {
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState<string | null>(null);
  const [chosen, setChosen] = useState<SearchHit | null>(null);
  const [wanted] = useDebouncedValue(text ?? "", PAUSE_MS);
  const found = useHits(props.entity, wanted, combobox.dropdownOpened);
  const title = titleNow(props.target, chosen, props.included);
  const hits = found.data ?? [];

  function pick(hit: SearchHit | null) {
    setChosen(hit);
    setText(null);
    props.onChoose(hit);
    combobox.closeDropdown();
  }

  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={(id) => pick(hits.find((hit) => hit.id === id) ?? null)}
    >
      <Combobox.Target>
        <TextInput
          {...controlProps(props)}
          autoComplete="off"
          placeholder={t("field.searchRecords")}
          value={text ?? title}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            setText(null);
          }}
          rightSection={
            found.isFetching ? (
              <Loader size={14} />
            ) : props.target && !props.required ? (
              <Combobox.ClearButton onClear={() => pick(null)} aria-label={t("common.clear")} />
            ) : null
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }} aria-label={props.field.label}>
          {hits.map((hit) => (
            <Combobox.Option key={hit.id} value={hit.id}>
              {hit.title}
              {(hit.subtitle ?? hit.code) && (
                <small className={styles.text}> · {hit.subtitle ?? hit.code}</small>
              )}
            </Combobox.Option>
          ))}
          {hits.length === 0 && <Combobox.Empty>{t("field.noRecord")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function titleNow(target: LinkTarget | null, chosen: SearchHit | null, included: Included): string {
  if (!target) return "";
  return chosen?.id === target.id ? chosen.title : (titleOf(target, included) ?? "");
}

/** Without words, the newest records; with words, those that match. */
function useHits(name: string, words: string, isOpen: boolean) {
  const entity = useEntityByName(name);
  return useQuery({
    queryKey: keys.search(words, [name]),
    enabled: isOpen && Boolean(entity),
    queryFn: async ({ signal }): Promise<SearchHit[]> => {
      if (words.trim()) return api.search(words, [name], SHOWN, signal);
      if (!entity) return [];
      const page = await api
        .records(entity.plural)
        .list({ limit: SHOWN, fields: ["id", entity.title, "code"] });
      return page.data.map((record) => ({
        entity: name,
        id: record.id,
        title: String(record[entity.title] ?? record.code ?? record.id),
        code: record.code ?? null,
      }));
    },
  });
}

export const linkKind: FieldKind = {
  Cell: LinkCell,
  Input: LinkControl,
  toText: (value, field, included) => {
    const target = targetOf(field, value);
    return target ? (titleOf(target, included) ?? "") : "";
  },
  width: 190,
};
