/** Who or what the record is, where it stands, and what can be done with it. */
import { ActionIcon, Anchor, Button, Group, Menu, Title, Tooltip } from "@mantine/core";
import type { Action, Entity, Included, RecordData } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronUp, Ellipsis, Eye, Link2, Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/data/meta.ts";
import { useDelete } from "@/data/mutations.ts";
import { readValue } from "@/data/values.ts";
import { formatNumber } from "@/fields/format.ts";
import { kindOf } from "@/fields/registry.ts";
import type { AccessTab } from "@/features/access/record-access.tsx";
import { ActionDialog, isOffered } from "@/features/actions/action-dialog.tsx";
import { withTexts } from "@/i18n/index.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./record.module.css";
import { StateControl } from "./state-control.tsx";
import type { EditRecord } from "./use-edit-record.ts";
import { ViewersNow } from "./viewers-now.tsx";

const RecordAccess = lazy(withTexts(["access"], () => import("@/features/access/record-access.tsx")));

export interface Neighbours {
  previous: string | undefined;
  next: string | undefined;
  position: { at: number; of: number; isMore: boolean } | null;
  go: (id: string | undefined) => void;
}

export interface Shown {
  entity: Entity;
  record: RecordData;
  included: Included;
  edit: EditRecord;
}

interface Props extends Shown {
  neighbours: Neighbours | undefined;
  onGone: () => void;
}

export function RecordHeader(props: Props) {
  const { t } = useTranslation();
  const { entity, record, included, neighbours } = props;
  const [action, setAction] = useState<Action | null>(null);
  const [tab, setTab] = useState<AccessTab | null>(null);
  const offered = (entity.actions ?? []).filter((one) => isOffered(one, record));
  return (
    <header className={styles.header}>
      <div className={styles.crumbs}>
        <EntityIcon name={entity.icon} size={15} />
        <Anchor
          size="xs"
          c="dimmed"
          renderRoot={(rest) => (
            <Link to="/records/$plural" params={{ plural: entity.plural }} {...rest} />
          )}
        >
          {entity.label_plural}
        </Anchor>
        {record.code && <span>{record.code}</span>}
        <ViewersNow entity={entity.name} id={record.id} />
        {neighbours?.position && <Stepper {...neighbours} />}
      </div>
      <div className={styles.headline}>
        <Title order={1} size="h3" className={styles.title}>
          {titleText(entity, record, included) || t("common.untitled")}
        </Title>
        <Group gap={6} className={styles.actions}>
          {Object.keys(entity.states ?? {}).map((name) => (
            <StateControl key={name} {...props} name={name} />
          ))}
          {!record.deleted_at &&
            offered.slice(0, 2).map((one) => (
              <Button key={one.name} variant="default" size="compact-md" leftSection={<EntityIcon name={one.icon} size={15} />} onClick={() => setAction(one)}>
                {one.label}
              </Button>
            ))}
          <RecordMenu {...props} actions={offered.slice(2)} onAction={setAction} onAccess={setTab} />
        </Group>
      </div>
      {action && (
        <ActionDialog
          entity={entity}
          record={record}
          included={included}
          action={action}
          onClose={() => setAction(null)}
        />
      )}
      {tab && (
        <Suspense>
          <RecordAccess
            entity={entity}
            record={record}
            title={titleText(entity, record, included) || t("common.untitled")}
            tab={tab}
            onClose={() => setTab(null)}
          />
        </Suspense>
      )}
    </header>
  );
}

export function titleText(entity: Entity, record: RecordData, included: Included): string {
  const field = fieldOf(entity, entity.title);
  if (!field) return record.code ?? "";
  return kindOf(field).toText(readValue(field, record), field, included);
}

function Stepper({ previous, next, position, go }: Neighbours) {
  const { t } = useTranslation();
  if (!position) return null;
  const of = `${formatNumber(position.of)}${position.isMore ? "+" : ""}`;
  return (
    <Group gap={2} ml="auto">
      <span>{t("record.position", { at: formatNumber(position.at), of })}</span>
      <Tooltip label={t("shortcuts.previous")}>
        <ActionIcon size="sm" disabled={!previous} onClick={() => go(previous)} aria-label={t("shortcuts.previous")} aria-keyshortcuts="k">
          <ChevronUp size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("shortcuts.next")}>
        <ActionIcon size="sm" disabled={!next} onClick={() => go(next)} aria-label={t("shortcuts.next")} aria-keyshortcuts="j">
          <ChevronDown size={15} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

interface MenuProps extends Props {
  actions: Action[];
  onAction: (action: Action) => void;
  onAccess: (tab: AccessTab) => void;
}

function RecordMenu({ entity, record, actions, onAction, onAccess, onGone }: MenuProps) {
  const { t } = useTranslation();
  const remove = useDelete(entity);
  const showError = useErrorToast();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t("record.more")}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((action) => (
          <Menu.Item key={action.name} leftSection={<EntityIcon name={action.icon} size={15} />} onClick={() => onAction(action)}>
            {action.label}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<Link2 size={15} />}
          onClick={() => void navigator.clipboard?.writeText(`${location.origin}/records/${entity.plural}/${record.id}`)}
        >
          {t("record.copyLink")}
        </Menu.Item>
        {!record.deleted_at && (
          <>
            <Menu.Item leftSection={<Eye size={15} />} onClick={() => onAccess("viewers")}>
              {t("record.viewers")}
            </Menu.Item>
            {entity.permissions.update && (
              <Menu.Item leftSection={<Share2 size={15} />} onClick={() => onAccess("sharing")}>
                {t("record.share")}
              </Menu.Item>
            )}
          </>
        )}
        {entity.permissions.delete && !record.deleted_at && (
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<Trash2 size={15} />}
            onClick={() => remove.mutate(record, { onSuccess: onGone, onError: showError })}
          >
            {t("bulk.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
