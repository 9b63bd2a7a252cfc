/** S5: the records of one entity as cards, a column per state. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Entity } from "@rapport/sdk";
import { NotFound } from "@/app/boundary.tsx";
import { useEntity } from "@/data/meta.ts";
import { useCount } from "@/data/records.ts";
import { FilterBar } from "@/features/filters/filter-bar.tsx";
import type { ListSearch } from "@/features/filters/search-params.ts";
import { Peek } from "@/features/record/peek.tsx";
import { listState } from "@/features/table/list-page.tsx";
import { ListHeader } from "@/features/table/list-header.tsx";
import styles from "./board.module.css";
import { Columns } from "./columns.tsx";

const route = getRouteApi("/shell/records/$plural/board");

export default function BoardPage() {
  const { plural } = route.useParams();
  const entity = useEntity(plural);
  if (!entity?.layout.board) return <NotFound />;
  return <Board key={plural} entity={entity} />;
}

function Board({ entity }: { entity: Entity }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/records/$plural/board" });
  const state = listState({ ...search, bin: undefined });
  const count = useCount(entity.plural, { ...state, sort: undefined } as typeof state);

  function change(part: Partial<ListSearch>) {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: "peek" in part });
  }

  return (
    <div className={styles.page}>
      <ListHeader entity={entity} search={search} state={state} total={count.data} layout="board" onChange={change} />
      <FilterBar entity={entity} filter={search.filter} onChange={(filter) => change({ filter })} />
      <Columns entity={entity} state={state} onPeek={(peek) => change({ peek })} />
      {search.peek && <Peek entity={entity} id={search.peek} onClose={() => change({ peek: undefined })} />}
    </div>
  );
}
