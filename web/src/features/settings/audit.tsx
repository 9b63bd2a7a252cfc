/** Who changed what, when, from which value to which. An entry can be taken back, or all that was changed with it. */
import { Button, Loader, Title } from "@mantine/core";
import type { AuditEntry } from "@rapport/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { EmptyState, ErrorState } from "@/ui/states.tsx";
import { AuditChain } from "./audit-chain.tsx";
import { AuditFilters, type AuditFilter, queryOf } from "./audit-filters.tsx";
import { AuditOperation } from "./audit-operation.tsx";
import styles from "./settings.module.css";

export function Audit() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>({});
  const query = queryOf(filter);
  const entries = useInfiniteQuery({
    queryKey: ["records", "audit", query],
    queryFn: ({ pageParam }) => api.audit(pageParam ? { ...query, cursor: pageParam } : query),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
  const rows = entries.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className={styles.panel} aria-labelledby="audit-title">
      <Title order={2} size="h5" id="audit-title" mb="sm">
        {t("settings.audit.heading")}
      </Title>
      <AuditChain query={query} />
      <AuditFilters filter={filter} onChange={setFilter} />
      {entries.isError && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {entries.isSuccess && rows.length === 0 && <EmptyState icon={History} title={t("settings.audit.none")} />}
      <ol className={styles.entries}>
        {byOperation(rows).map((list) => (
          <AuditOperation key={list[0]?.id} entries={list} />
        ))}
      </ol>
      {entries.hasNextPage && (
        <Button variant="default" size="compact-md" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {t("settings.audit.more")}
        </Button>
      )}
    </section>
  );
}

/** Neighbours that belong to one operation stand together. */
function byOperation(entries: AuditEntry[]): AuditEntry[][] {
  const groups: AuditEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0]?.operation === entry.operation) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
