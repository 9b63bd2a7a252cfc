import { Anchor } from "@mantine/core";
import type { Change, Entity, Included, RecordData, TimelineItem } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { ArrowRight, GitCommitHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldOf, useEntityByName } from "@/data/meta.ts";
import { isEmpty, readValue } from "@/data/values.ts";
import { mergeIncluded } from "@/data/records.ts";
import { formatAgo, formatDateTime } from "@/fields/format.ts";
import { kindOf } from "@/fields/registry.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { aboutField } from "./composer.tsx";
import { titleText } from "./record-header.tsx";
import styles from "./record.module.css";

interface Props {
  item: TimelineItem;
  entity: Entity;
  included: Included;
}

export function TimelineEntry({ item, entity, included }: Props) {
  const activity = useEntityByName(item.kind);
  return (
    <li className={styles.entry}>
      <span className={styles.marker} aria-hidden="true">
        {activity ? <EntityIcon name={activity.icon} size={14} /> : <GitCommitHorizontal size={14} />}
      </span>
      <div className={styles.entryBody}>
        <EntryHead item={item} entity={entity} activity={activity} />
        {item.changes?.map((change) => (
          <ChangeLine
            key={change.field}
            change={change}
            entity={entity}
            included={mergeIncluded([included, item.included])}
          />
        ))}
        {activity && item.record && <ActivityCard activity={activity} record={item.record} />}
      </div>
    </li>
  );
}

function EntryHead({ item, entity, activity }: Omit<Props, "included"> & { activity: Entity | undefined }) {
  const { t } = useTranslation();
  const action = entity.actions?.find(({ name }) => name === item.action);
  const known = ["create", "update", "delete", "restore"].includes(item.action ?? "");
  const verb = activity
    ? t("timeline.wrote", { label: activity.label })
    : known
      ? t(`timeline.${item.action as "create"}`)
      : t("timeline.action", { label: action?.label ?? item.action ?? "" });
  return (
    <div className={styles.entryHead}>
      <strong>{item.actor?.name ?? t("timeline.system")}</strong> <span>{verb}</span>{" "}
      <time dateTime={item.at} title={formatDateTime(item.at)}>
        {formatAgo(item.at)}
      </time>
    </div>
  );
}

function ChangeLine({ change, entity, included }: { change: Change; entity: Entity; included: Included }) {
  const { t } = useTranslation();
  const field = fieldOf(entity, change.field);
  const side = (value: unknown) => {
    if (isEmpty(value)) return <span className={styles.empty}>{t("common.empty")}</span>;
    if (!field) return <span>{typeof value === "object" ? JSON.stringify(value) : String(value)}</span>;
    const kind = kindOf(field);
    if (kind.isLarge) return <span className={styles.excerpt}>{kind.toText(value, field, included)}</span>;
    return <kind.Cell field={field} value={value} included={included} />;
  };
  return (
    <div className={styles.change}>
      <span className={styles.changeLabel}>{change.label}</span>
      {!isEmpty(change.old) && (
        <>
          <span className={styles.old}>{side(change.old)}</span>
          <ArrowRight size={13} role="img" aria-label={t("timeline.became")} />
        </>
      )}
      {change.sensitive ? <span className={styles.empty}>••••••</span> : side(change.new)}
    </div>
  );
}

/** A note, a task, a call or a meeting: its title and whatever else it holds. */
export function ActivityCard({ activity, record }: { activity: Entity; record: RecordData }) {
  const { t } = useTranslation();
  const about = aboutField(activity);
  const title = titleText(activity, record, {});
  const text = activity.fields.find((field) => ["rich_text", "long_text"].includes(field.type) && !isEmpty(readValue(field, record)));
  const details = activity.layout.list
    .flatMap((name) => fieldOf(activity, name) ?? [])
    .filter((field) => field !== about && field.name !== activity.title && !field.system && field.type !== "user" && field !== text)
    .filter((field) => !isEmpty(readValue(field, record)) && readValue(field, record) !== false);
  // A note's title is its first line unless another is given: saying it twice helps nobody.
  const isTitled = !text || !String(readValue(text, record)).startsWith(title);
  return (
    <div className={styles.card}>
      {isTitled && (
        <Anchor
          size="sm"
          fw={550}
          c="var(--mantine-color-text)"
          renderRoot={(props) => (
            <Link to="/records/$plural/$id" params={{ plural: activity.plural, id: record.id }} {...props} />
          )}
        >
          {title || t("common.untitled")}
        </Anchor>
      )}
      {text && <TextOf field={text} record={record} />}
      {details.length > 0 && (
        <div className={styles.details}>
          {details.map((field) => {
            const { Cell } = kindOf(field);
            return <Cell key={field.name} field={field} value={readValue(field, record)} included={{}} />;
          })}
        </div>
      )}
    </div>
  );
}

function TextOf({ field, record }: { field: Entity["fields"][number]; record: RecordData }) {
  const { Cell } = kindOf(field);
  return <Cell field={field} value={readValue(field, record)} included={{}} />;
}
