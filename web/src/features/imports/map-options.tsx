/** How rows become records, and how the file is read. */
import { Radio, Select, Stack, Switch, Title } from "@mantine/core";
import type { DateOrder, Entity, Import, ImportChange } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import styles from "./imports.module.css";
import { labelOf } from "./map-table.tsx";
import { isKey, targetsOf } from "./targets.ts";

interface Props {
  item: Import;
  entity: Entity;
  error: (...names: string[]) => string | undefined;
  isBusy: boolean;
  onChange: (changes: ImportChange) => void;
}

const MODES = ["create", "update", "upsert"] as const;
const ORDERS: DateOrder[] = ["dmy", "mdy", "ymd"];
const ENCODINGS = ["UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"];
const DELIMITERS = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

export function MapOptions({ item, entity, error, isBusy, onChange }: Props) {
  const { t } = useTranslation();
  const targets = targetsOf(entity);
  const mapped = new Set(item.mapping.map(({ field }) => field));
  const keys = targets.filter((target) => isKey(target) && mapped.has(target.path));
  const hasLinks = targets.some(({ path, field }) => field.type === "link" && mapped.has(path));
  const hasDates = targets.some(({ path, field }) => (field.type === "date" || field.type === "datetime") && mapped.has(path));
  const isCsv = item.file.format === "csv";

  return (
    <div className={styles.options}>
      <section className={styles.panel} aria-labelledby="rows-title">
        <Title order={3} size="h6" id="rows-title">
          {t("imports.rowsBecome")}
        </Title>
        <Radio.Group
          aria-labelledby="rows-title"
          value={item.mode}
          error={error("mode")}
          onChange={(mode) => onChange(changeOfMode(mode as Import["mode"], item, keys[0]?.path))}
        >
          <Stack gap="xs">
            {MODES.map((mode) => (
              <Radio key={mode} value={mode} label={t(`imports.mode.${mode}`)} description={t(`imports.modeText.${mode}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {item.mode !== "create" && (
          <Select
            label={t("imports.key")}
            description={t("imports.keyText")}
            data={keys.map((target) => ({ value: target.path, label: labelOf(t, target) }))}
            value={keys.some(({ path }) => path === item.key) ? (item.key ?? null) : null}
            onChange={(key) => key && onChange({ key })}
            error={error("key")}
            allowDeselect={false}
          />
        )}
        {hasLinks && (
          <Switch
            label={t("imports.createLinks")}
            description={t("imports.createLinksText")}
            checked={item.create_links}
            onChange={(event) => onChange({ create_links: event.currentTarget.checked })}
            error={error("create_links")}
          />
        )}
      </section>
      {(isCsv || hasDates) && (
        <section className={styles.panel} aria-labelledby="file-title">
          <Title order={3} size="h6" id="file-title">
            {t("imports.howRead")}
          </Title>
          {hasDates && (
            <Select
              label={t("imports.dateOrder")}
              data={ORDERS.map((value) => ({ value, label: t(`imports.order.${value}`) }))}
              value={item.date_order ?? null}
              placeholder={t("imports.orderAuto")}
              onChange={(order) => order && onChange({ date_order: order as DateOrder })}
              error={error("date_order")}
              allowDeselect={false}
            />
          )}
          {isCsv && (
            <>
              <Select
                label={t("imports.delimiter")}
                data={Object.entries(DELIMITERS).map(([value, name]) => ({ value, label: t(`imports.delimiters.${name}`) }))}
                value={item.file.delimiter ?? null}
                onChange={(delimiter) => delimiter && onChange({ delimiter })}
                error={error("delimiter")}
                disabled={isBusy}
                allowDeselect={false}
              />
              <Select
                label={t("imports.encoding")}
                data={[...new Set([...ENCODINGS, item.file.encoding ?? "UTF-8"])]}
                value={item.file.encoding ?? null}
                onChange={(encoding) => encoding && onChange({ encoding })}
                error={error("encoding")}
                disabled={isBusy}
                allowDeselect={false}
              />
            </>
          )}
        </section>
      )}
    </div>
  );
}

/** Updating needs a key: the first that fits is chosen along with it. */
function changeOfMode(mode: Import["mode"], item: Import, first: string | undefined): ImportChange {
  const isMapped = item.mapping.some(({ field }) => field === item.key);
  return mode === "create" || isMapped || !first ? { mode } : { mode, key: first };
}
