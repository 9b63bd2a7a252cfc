/** Records that point to this one, by entity. */
import { Anchor, Button, Group } from "@mantine/core";
import type { Entity, Field } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Link2, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldOf, isActivity, pathOf, useMeta } from "@/data/meta.ts";
import { linkNames, useList } from "@/data/records.ts";
import { isEmpty, readValue } from "@/data/values.ts";
import { formatNumber } from "@/fields/format.ts";
import { isPolymorphic } from "@/fields/link.tsx";
import { isEditable, kindOf } from "@/fields/registry.ts";
import { useShell } from "@/features/shell/shell-context.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { EmptyState } from "@/ui/states.tsx";
import { type Shown, titleText } from "./record-header.tsx";
import styles from "./record.module.css";

export function RelatedLists(shown: Shown) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const links = entities
    .filter((one) => one.permissions.read && !isActivity(one))
    .flatMap((other) =>
      other.fields
        .filter((field) => field.type === "link" && field.to?.includes(shown.entity.name))
        .map((field) => ({ other, field })),
    );
  if (links.length === 0) return <EmptyState icon={Link2} title={t("empty.related")} />;
  return (
    <div className={styles.panel}>
      {links.map(({ other, field }) => (
        <RelatedList key={`${other.name}.${field.name}`} {...shown} other={other} field={field} />
      ))}
    </div>
  );
}

const SHOWN = 6;
const DETAILS = 3;

function RelatedList({ other, field, entity, record }: Shown & { other: Entity; field: Field }) {
  const { t } = useTranslation();
  const { openCreate } = useShell();
  const value = isPolymorphic(field) ? { entity: entity.name, id: record.id } : record.id;
  const filter = { field: pathOf(field), op: "eq" as const, value };
  const list = useList(other.plural, { filter, limit: SHOWN, count: "capped", include: linkNames(other) });
  const rows = list.data?.data ?? [];
  const total = list.data?.pagination.total ?? rows.length;
  const details = other.layout.list
    .flatMap((name) => fieldOf(other, name) ?? [])
    .filter((one) => one !== field && one.name !== other.title && !kindOf(one).isLarge)
    .slice(0, DETAILS);
  return (
    <section className={styles.related} aria-label={other.label_plural}>
      <Group gap="xs" className={styles.relatedHead}>
        <EntityIcon name={other.icon} size={15} />
        <Anchor
          size="sm"
          fw={600}
          c="var(--mantine-color-text)"
          renderRoot={(props) => (
            <Link to="/records/$plural" params={{ plural: other.plural }} search={{ filter }} {...props} />
          )}
        >
          {other.label_plural}
        </Anchor>
        <span className={styles.empty}>{formatNumber(total)}</span>
        {other.permissions.create && isEditable(field) && (
          <Button
            ml="auto"
            variant="subtle"
            size="compact-xs"
            leftSection={<Plus size={13} />}
            onClick={() => openCreate({ entity: other, values: { [field.name]: value } })}
          >
            {other.label}
          </Button>
        )}
      </Group>
      {rows.length === 0 ? (
        <div className={styles.none}>{t("empty.none", { label: other.label_plural })}</div>
      ) : (
        <ul className={styles.relatedRows}>
          {rows.map((row) => (
            <li key={row.id}>
              <Anchor
                size="sm"
                className={styles.relatedTitle}
                renderRoot={(props) => (
                  <Link to="/records/$plural/$id" params={{ plural: other.plural, id: row.id }} {...props} />
                )}
              >
                {titleText(other, row, list.data?.included ?? {}) || row.code || t("common.untitled")}
              </Anchor>
              {details
                .filter((one) => !isEmpty(readValue(one, row)))
                .map((one) => {
                  const { Cell } = kindOf(one);
                  return <Cell key={one.name} field={one} value={readValue(one, row)} included={list.data?.included ?? {}} />;
                })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
