/** The files of a record: documents that hang on it. */
import { ActionIcon, Anchor, Menu, Tooltip } from "@mantine/core";
import type { Entity, RecordData } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Download, Ellipsis, File as FileIcon, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useDelete } from "@/data/mutations.ts";
import { useGrowingList } from "@/data/records.ts";
import type { Shown } from "@/features/record/record-header.tsx";
import { formatAgo, formatBytes } from "@/fields/format.ts";
import { EmptyState, ErrorState, PageLoading } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { AddFiles } from "./add-files.tsx";
import styles from "./files.module.css";
import { download } from "./upload.ts";
import { useUploads } from "./use-uploads.ts";

export function RecordFiles({ document, entity, record }: Shown & { document: Entity }) {
  const { t } = useTranslation();
  const target = { entity: entity.name, id: record.id };
  const uploads = useUploads("/documents/upload", { related: JSON.stringify(target) }, entity.plural);
  const list = useGrowingList(document.plural, {
    filter: { field: "related", op: "eq", value: target },
    sort: "-created_at",
  });
  if (list.isPending) return <PageLoading />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const records = list.data.pages.flatMap((page) => page.data);
  const rows =
    records.length === 0 ? (
      <EmptyState icon={FileIcon} title={t("files.none")} />
    ) : (
      <ul className={styles.files} aria-label={t("files.title")}>
        {records.map((one) => (
          <FileRow key={one.id} document={document} record={one} />
        ))}
      </ul>
    );
  if (!document.permissions.create || record.deleted_at) return rows;
  return (
    <AddFiles label={t("files.add")} pending={uploads.pending} onFiles={uploads.add} onForget={uploads.forget}>
      {rows}
    </AddFiles>
  );
}

function FileRow({ document, record }: { document: Entity; record: RecordData }) {
  const { t } = useTranslation();
  const remove = useDelete(document);
  const showError = useErrorToast();
  const title = String(record["title"] ?? record["file_name"] ?? t("common.untitled"));
  const size = record["size"];
  const version = Number(record["current_version"] ?? 1);
  return (
    <li>
      <FileIcon size={16} aria-hidden="true" />
      <div className={styles.about}>
        <Anchor
          size="sm"
          className={styles.name}
          c="var(--mantine-color-text)"
          renderRoot={(props) => (
            <Link to="/records/$plural/$id" params={{ plural: document.plural, id: record.id }} {...props} />
          )}
        >
          {title}
        </Anchor>
        <span className={styles.details}>
          {typeof size === "number" && <span>{formatBytes(size)}</span>}
          {version > 1 && <span>{t("files.version", { number: version })}</span>}
          {record["status"] === "expired" && <span>{t("files.expired")}</span>}
          <span>{formatAgo(String(record.created_at))}</span>
        </span>
      </div>
      {typeof size === "number" && (
        <Tooltip label={t("files.download")}>
          <ActionIcon
            variant="subtle"
            aria-label={t("files.downloadOne", { name: title })}
            onClick={() => void download(record.id).catch(showError)}
          >
            <Download size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {document.permissions.delete && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t("files.more", { name: title })}>
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              color="red"
              leftSection={<Trash2 size={14} />}
              onClick={() => remove.mutate(record, { onError: showError })}
            >
              {t("bulk.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
