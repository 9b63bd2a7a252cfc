/** S6: one record, whole. `j` and `k` step through the list one came from. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Entity } from "@rapport/sdk";
import { NotFound } from "@/app/boundary.tsx";
import { useShortcut } from "@/app/shortcuts.ts";
import { useEntity } from "@/data/meta.ts";
import { useList } from "@/data/records.ts";
import { lastList } from "@/features/table/list-memory.ts";
import { RecordView } from "./record-view.tsx";
import styles from "./record.module.css";

const route = getRouteApi("/shell/records/$plural/$id");

export default function RecordPage() {
  const { plural, id } = route.useParams();
  const entity = useEntity(plural);
  if (!entity) return <NotFound />;
  return <Page key={id} entity={entity} id={id} />;
}

function Page({ entity, id }: { entity: Entity; id: string }) {
  const navigate = useNavigate();
  const neighbours = useNeighbours(entity, id);
  const go = (to: string | undefined) => {
    if (to) void navigate({ to: "/records/$plural/$id", params: { plural: entity.plural, id: to } });
  };
  useShortcut("next", () => go(neighbours.next));
  useShortcut("previous", () => go(neighbours.previous));
  return (
    <div className={styles.page}>
      <RecordView
        entity={entity}
        id={id}
        neighbours={{ ...neighbours, go }}
        onGone={() => void navigate({ to: "/records/$plural", params: { plural: entity.plural } })}
      />
    </div>
  );
}

/** How far from the start of a list stepping works. */
const REACH = 1000;

function useNeighbours(entity: Entity, id: string) {
  const list = lastList(entity.plural);
  const ids = useList(entity.plural, { ...list, fields: ["id"], limit: REACH }, Boolean(list));
  const all = ids.data?.data ?? [];
  const at = all.findIndex((record) => record.id === id);
  if (at < 0) return { previous: undefined, next: undefined, position: null };
  return {
    previous: all[at - 1]?.id,
    next: all[at + 1]?.id,
    position: { at: at + 1, of: all.length, isMore: ids.data?.pagination.has_more ?? false },
  };
}
