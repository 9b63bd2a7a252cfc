/** S10: from a file to records. The address holds the import, so that one can leave and come back. */
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorState, PageLoading } from "@/ui/states.tsx";
import { Entry } from "./entry.tsx";
import styles from "./imports.module.css";
import { useImport } from "./use-import.ts";
import { Wizard } from "./wizard.tsx";

const route = getRouteApi("/shell/import");

export default function ImportPage() {
  const { id, entity } = route.useSearch();
  return (
    <div className={styles.page}>
      <div className={styles.inner}>{id ? <Opened key={id} id={id} /> : <Entry name={entity} />}</div>
    </div>
  );
}

function Opened({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useImport(id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageLoading />;
  return (
    <>
      <title>{t("imports.title")}</title>
      <Wizard item={data} />
    </>
  );
}
