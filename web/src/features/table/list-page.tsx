/** S3, S4: the list of one entity. All of its state is in the address. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Archive, SearchX, Trash2 } from "lucide-react";
import { Button } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/boundary.tsx";
import { useEntity } from "@/data/meta.ts";
import { type ListState, useCount } from "@/data/records.ts";
import { BulkBar } from "@/features/bulk/bulk-bar.tsx";
import { FilterBar } from "@/features/filters/filter-bar.tsx";
import type { ListSearch } from "@/features/filters/search-params.ts";
import { Peek } from "@/features/record/peek.tsx";
import { useShell } from "@/features/shell/shell-context.ts";
import { iconOf } from "@/ui/icon.tsx";
import { EmptyState, ErrorState, PageLoading } from "@/ui/states.tsx";
import { useColumns } from "./columns.ts";
import { Grid } from "./grid.tsx";
import { ListHeader } from "./list-header.tsx";
import styles from "./list.module.css";
import { rememberList } from "./list-memory.ts";
import { useSelection } from "./selection.ts";

const route = getRouteApi("/shell/records/$plural");

export default function ListPage() {
  const { plural } = route.useParams();
  const entity = useEntity(plural);
  if (!entity) return <NotFound />;
  return <List key={plural} entity={entity} />;
}

/** What the API is asked for, from what stands in the address. */
export function listState(search: ListSearch): ListState {
  return {
    ...(search.q ? { search: search.q } : {}),
    ...(search.filter ? { filter: search.filter } : {}),
    ...(search.sort ? { sort: search.sort } : {}),
    deleted: search.bin ? "only" : "no",
  };
}

function List({ entity }: { entity: Entity }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/records/$plural" });
  const state = listState(search);
  const count = useCount(entity.plural, { ...state, sort: undefined } as ListState);
  const total = count.data ?? 0;
  const columns = useColumns(entity);
  const selection = useSelection(state, total);
  rememberList(entity.plural, state);

  function change(part: Partial<ListSearch>) {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: "peek" in part });
  }

  return (
    <div className={styles.page}>
      <ListHeader entity={entity} search={search} state={state} total={count.data} columns={columns} onChange={change} />
      <FilterBar entity={entity} filter={search.filter} onChange={(filter) => change({ filter })} />
      <div className={styles.table}>
        {count.isError ? (
          <ErrorState error={count.error} onRetry={() => void count.refetch()} />
        ) : count.isPending ? (
          <PageLoading />
        ) : total === 0 ? (
          <Nothing entity={entity} search={search} onChange={change} />
        ) : (
          <Grid
            entity={entity}
            state={state}
            total={total}
            columns={columns}
            selection={selection}
            onSort={(sort) => change({ sort })}
            onPeek={(peek) => change({ peek })}
          />
        )}
      </div>
      {selection.count > 0 && (
        <BulkBar entity={entity} selection={selection} total={total} isBin={Boolean(search.bin)} />
      )}
      {search.peek && <Peek entity={entity} id={search.peek} onClose={() => change({ peek: undefined })} />}
    </div>
  );
}

interface NothingProps {
  entity: Entity;
  search: ListSearch;
  onChange: (part: Partial<ListSearch>) => void;
}

/** Three different emptinesses: an empty bin, no match, and no records yet. */
function Nothing({ entity, search, onChange }: NothingProps) {
  const { t } = useTranslation();
  const { openCreate } = useShell();
  const label = entity.label_plural;
  if (search.filter || search.q) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("empty.noMatch", { label })}
        text={t("empty.noMatchText")}
        action={
          <Button variant="default" onClick={() => onChange({ filter: undefined, q: undefined })}>
            {t("filter.clearAll")}
          </Button>
        }
      />
    );
  }
  if (search.bin) return <EmptyState icon={Trash2} title={t("empty.bin")} text={t("empty.binText")} />;
  if (!entity.permissions.create) return <EmptyState icon={Archive} title={t("empty.none", { label })} />;
  return (
    <EmptyState
      icon={iconOf(entity.icon)}
      title={t("empty.none", { label })}
      text={entity.description ?? undefined}
      action={
        <Button onClick={() => openCreate({ entity })}>{t("create.title", { label: entity.label })}</Button>
      }
    />
  );
}
