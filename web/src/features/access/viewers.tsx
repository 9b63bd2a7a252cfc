import { Badge, Loader } from "@mantine/core";
import type { AccessReason, Entity, Viewer } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { fieldOf } from "@/data/meta.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { Problem } from "@/ui/problem.tsx";
import type { Accessed } from "./record-access.tsx";
import styles from "./record-access.module.css";

export function Viewers({ entity, record }: Accessed) {
  const { t } = useTranslation();
  const viewers = useQuery({
    queryKey: keys.access(entity.plural, record.id, "viewers"),
    queryFn: () => api.records(entity.plural).accessOf(record.id).viewers(),
  });
  if (viewers.isPending) return <Loader size="sm" aria-label={t("common.loading")} />;
  if (viewers.isError) return <Problem error={viewers.error} isPassive />;
  return (
    <ul className={styles.viewers} aria-label={t("access.record.viewers")}>
      {viewers.data.map((viewer) => (
        <ViewerRow key={viewer.user.id} entity={entity} viewer={viewer} />
      ))}
    </ul>
  );
}

function ViewerRow({ entity, viewer }: { entity: Entity; viewer: Viewer }) {
  const { t } = useTranslation();
  const { user, may, reasons } = viewer;
  return (
    <li>
      <PersonAvatar name={user.name} isLarge />
      <div className={styles.text}>
        <strong>{user.name}</strong>{" "}
        <Badge variant="light" color={may.update ? "brand" : "gray"}>
          {t(may.update ? "access.record.mayUpdate" : "access.record.mayRead")}
        </Badge>
        <Reasons entity={entity} reasons={reasons} />
      </div>
    </li>
  );
}

export function Reasons({ entity, reasons }: { entity: Entity; reasons: AccessReason[] }) {
  const { t } = useTranslation();
  const text = useReasonText(entity);
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.kind} ${reason.text}`}>
          <span className={styles.kind}>{t(`access.record.kinds.${reason.kind}`)}</span> {text(reason)}
        </li>
      ))}
    </ul>
  );
}

/** A reason in the reader's language. The way through the role tree is told from the owner up. */
function useReasonText(entity: Entity): (reason: AccessReason) => string {
  const { t } = useTranslation();
  return ({ kind, grants, via = [] }) => {
    const field = kind === "assignee" ? fieldOf(entity, via[0] ?? "") : undefined;
    return t(`access.record.reasons.${kind}`, {
      name: field?.label ?? via.join(" → "),
      label: kind === "owner" ? entity.label : entity.label_plural,
      level: t(`access.levels.${grants}`),
    });
  };
}
