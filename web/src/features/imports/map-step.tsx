/** Which column goes into which field, and how the file is to be understood. */
import { Alert, Button, Title } from "@mantine/core";
import { type Entity, type Import, RapportError } from "@rapport/sdk";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "@/fields/format.ts";
import { sentence, useErrorText } from "@/ui/toasts.ts";
import styles from "./imports.module.css";
import { MapOptions } from "./map-options.tsx";
import { MapTable } from "./map-table.tsx";
import { useChangeImport, useImportStep } from "./use-import.ts";

interface Props {
  item: Import;
  entity: Entity;
  onChecked: () => void;
}

export function MapStep({ item, entity, onChecked }: Props) {
  const { t } = useTranslation();
  const text = useErrorText();
  const { change, error: changeError, isPending } = useChangeImport(item.id);
  const check = useImportStep(item.id);
  const error = check.error ?? changeError;
  const problems = error instanceof RapportError ? error.fields : [];
  const at = (...names: string[]) => {
    const found = problems.find(({ field }) => names.includes(field));
    return found && sentence(found.message);
  };
  const known = ["mode", "key", "date_order", "delimiter", "encoding", "create_links"];
  const isElsewhere = error !== null && !problems.some(({ field }) => known.includes(field));
  const alert = useRef<HTMLDivElement>(null);
  const mapped = item.mapping.filter(({ field }) => field !== null).length;

  function run() {
    check.mutate("check", {
      onSuccess: onChecked,
      onError: () => requestAnimationFrame(() => alert.current?.focus()),
    });
  }

  return (
    <section aria-labelledby="map-title">
      <div className={styles.sectionHead}>
        <Title order={2} size="h4" id="map-title">
          {t("imports.mapTitle")}
        </Title>
        <span className={styles.dim} role="status">
          {t("imports.mapped", { done: formatNumber(mapped), total: formatNumber(item.columns.length) })}
        </span>
      </div>
      <MapTable item={item} entity={entity} onChange={(mapping) => change({ mapping })} />
      <MapOptions item={item} entity={entity} error={at} isBusy={isPending} onChange={change} />
      {isElsewhere && (
        <Alert ref={alert} tabIndex={-1} color="red" variant="light" role="alert" mt="md" title={t("imports.cannotCheck")}>
          {at("mapping") ?? text(error)}
        </Alert>
      )}
      <div className={styles.foot}>
        <span className={styles.dim}>{t("imports.checkHint")}</span>
        <Button onClick={run} loading={check.isPending || isPending} disabled={mapped === 0}>
          {t("imports.check")}
        </Button>
      </div>
    </section>
  );
}
