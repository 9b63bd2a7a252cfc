/** The rows that cannot be imported, with row, column and reason, and all of them as a file. */
import { Button, Loader, Title } from "@mantine/core";
import type { Import, ImportRow } from "@rapport/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { formatNumber } from "@/fields/format.ts";
import { saveBlob } from "@/ui/save-blob.ts";
import { ErrorState } from "@/ui/states.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import styles from "./imports.module.css";
import { importKeys } from "./use-import.ts";

export function Problems({ item }: { item: Import }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const rows = useInfiniteQuery({
    queryKey: importKeys.rows(item.id, item.state, "rejected"),
    queryFn: ({ pageParam }) =>
      api.imports.rows(item.id, pageParam ? { status: "rejected", cursor: pageParam } : { status: "rejected" }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
  const all = rows.data?.pages.flatMap((page) => page.data) ?? [];
  const rejected = item.summary?.rejected ?? all.length;

  async function download() {
    try {
      saveBlob(await api.imports.errors(item.id), `${item.file.name.replace(/\.\w+$/, "")}-errors.csv`);
    } catch (error) {
      showError(error);
    }
  }

  return (
    <section aria-labelledby="problems-title" className={styles.problems}>
      <div className={styles.sectionHead}>
        <Title order={2} size="h5" id="problems-title">
          {t("imports.problems", { count: rejected, number: formatNumber(rejected) })}
        </Title>
        <Button variant="default" size="compact-md" leftSection={<Download size={15} />} onClick={() => void download()}>
          {t("imports.errorFile")}
        </Button>
      </div>
      <p className={styles.dim}>{t("imports.problemsText")}</p>
      {rows.error && <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {all.length > 0 && (
        <div className={styles.tableFrame}>
          <table className={styles.rows}>
            <thead>
              <tr>
                <th scope="col">{t("imports.row")}</th>
                <th scope="col">{t("imports.column")}</th>
                <th scope="col">{t("imports.reason")}</th>
              </tr>
            </thead>
            <tbody>{all.flatMap((row) => linesOf(row))}</tbody>
          </table>
        </div>
      )}
      {rows.hasNextPage && (
        <Button variant="subtle" size="compact-sm" onClick={() => void rows.fetchNextPage()} loading={rows.isFetchingNextPage}>
          {t("imports.moreRows")}
        </Button>
      )}
    </section>
  );
}

function linesOf(row: ImportRow) {
  const errors = row.errors?.length ? row.errors : [{ column: null, message: "" }];
  return errors.map((error, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a row may have two errors in one column
    <tr key={`${row.row}-${index}`}>
      <td>
        {formatNumber(row.row)}
        {row.title && <span className={styles.rowTitle}>{row.title}</span>}
      </td>
      <td>{error.column ?? ""}</td>
      <td className={styles.reason}>{sentence(error.message)}</td>
    </tr>
  ));
}
