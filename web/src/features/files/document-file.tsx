/** The file of a document, with the versions before it. */
import { ActionIcon, Button, Group } from "@mantine/core";
import type { RecordData } from "@rapport/sdk";
import { Download, File as FileIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useGrowingList } from "@/data/records.ts";
import type { Shown } from "@/features/record/record-header.tsx";
import { formatAgo, formatBytes } from "@/fields/format.ts";
import { saveBlob } from "@/ui/save-blob.ts";
import { ErrorState, PageLoading } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { AddFiles } from "./add-files.tsx";
import styles from "./files.module.css";
import { download } from "./upload.ts";
import { useUploads } from "./use-uploads.ts";

export function DocumentFile({ entity, record }: Shown) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const uploads = useUploads(`/documents/${record.id}/versions`, {}, entity.plural);
  const list = useGrowingList("document_versions", {
    filter: { field: "document", op: "eq", value: record.id },
    sort: "-number",
  });
  if (list.isPending) return <PageLoading />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const versions = list.data.pages.flatMap((page) => page.data);
  const rows = (
    <>
      {versions.length > 0 && (
        <Group gap="xs">
          <Button
            size="compact-sm"
            leftSection={<Download size={14} />}
            onClick={() => void download(record.id).catch(showError)}
          >
            {t("files.download")}
          </Button>
        </Group>
      )}
      <ul className={styles.files} aria-label={t("files.versions")}>
        {versions.map((one) => (
          <VersionRow key={one.id} document={record} version={one} />
        ))}
      </ul>
    </>
  );
  if (!entity.permissions.update || record.deleted_at) return rows;
  return (
    <AddFiles
      label={t("files.addVersion")}
      isMultiple={false}
      pending={uploads.pending}
      onFiles={uploads.add}
      onForget={uploads.forget}
    >
      {rows}
    </AddFiles>
  );
}

function VersionRow({ document, version }: { document: RecordData; version: RecordData }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const name = String(version["file_name"] ?? "");
  const number = Number(version["number"]);

  async function save() {
    const path = `/documents/${document.id}/content?version=${number}`;
    saveBlob(await api.wire.blob(path), name);
  }

  return (
    <li>
      <FileIcon size={16} aria-hidden="true" />
      <div className={styles.about}>
        <span className={styles.name}>{name}</span>
        <span className={styles.details}>
          <span>{t("files.version", { number })}</span>
          <span>{formatBytes(Number(version["size"] ?? 0))}</span>
          <span>{formatAgo(String(version.created_at))}</span>
          {Boolean(version["comment"]) && <span>{String(version["comment"])}</span>}
        </span>
      </div>
      <ActionIcon
        variant="subtle"
        aria-label={t("files.downloadVersion", { number })}
        onClick={() => void save().catch(showError)}
      >
        <Download size={16} />
      </ActionIcon>
    </li>
  );
}
