/** The start: what to import, the file, and what was imported before. */
import { Alert, Select, Text, Title } from "@mantine/core";
import { RapportError } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileLock2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMeta } from "@/data/meta.ts";
import { EmptyState } from "@/ui/states.tsx";
import { useErrorText } from "@/ui/toasts.ts";
import { DropZone } from "./drop-zone.tsx";
import styles from "./imports.module.css";
import { PastImports } from "./past-imports.tsx";
import { Steps } from "./steps.tsx";
import { importKeys } from "./use-import.ts";

export function Entry({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/import" });
  const entities = useMeta().entities.filter(({ permissions }) => permissions.import);
  const entity = entities.find((one) => one.name === name || one.plural === name);
  const upload = useUpload();
  const text = useErrorText();
  const fileError = upload.error instanceof RapportError ? upload.error.fieldMessage("file") : undefined;

  if (entities.length === 0) {
    return <EmptyState icon={FileLock2} title={t("imports.notAllowed")} text={t("imports.notAllowedText")} />;
  }
  return (
    <>
      <header className={styles.head}>
        <Title order={1} size="h3">
          {t("imports.title")}
        </Title>
        <Steps at="upload" />
      </header>
      <section className={styles.panel} aria-label={t("imports.step.upload")}>
        <Select
          className={styles.entity}
          label={t("imports.what")}
          placeholder={t("imports.whatHint")}
          data={entities.map((one) => ({ value: one.name, label: one.label_plural }))}
          value={entity?.name ?? null}
          onChange={(next) => void navigate({ search: { entity: next ?? undefined, id: undefined }, replace: true })}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("field.noOption")}
        />
        <DropZone
          isReady={entity !== undefined}
          isBusy={upload.isPending}
          onFile={(file) => entity && upload.mutate({ entity: entity.name, file })}
        />
        {upload.error && (
          <Alert color="red" variant="light" role="alert" title={t("imports.unreadable")}>
            {fileError ?? text(upload.error)}
          </Alert>
        )}
        <Text size="xs" c="dimmed">
          {t("imports.formats")}
        </Text>
      </section>
      <PastImports />
    </>
  );
}

function useUpload() {
  const client = useQueryClient();
  const navigate = useNavigate({ from: "/import" });
  return useMutation({
    mutationFn: ({ entity, file }: { entity: string; file: File }) => api.imports.upload(entity, file),
    onSuccess: async (item) => {
      client.setQueryData(importKeys.one(item.id), item);
      void client.invalidateQueries({ queryKey: ["imports", "list"] });
      await navigate({ search: { entity: item.entity, id: item.id } });
    },
  });
}
