import { Badge, Loader } from "@mantine/core";
import type { AccessReason, Viewer } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
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
        <ViewerRow key={viewer.user.id} viewer={viewer} />
      ))}
    </ul>
  );
}

function ViewerRow({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const { user, may, reasons } = viewer;
  return (
    <li>
      <PersonAvatar name={user.name} isLarge />
      <div className={styles.text}>
        <strong>{user.name}</strong>{" "}
        <Badge variant="light" color={may.update ? "teal" : "gray"}>
          {t(may.update ? "access.record.mayUpdate" : "access.record.mayRead")}
        </Badge>
        <Reasons reasons={reasons} />
      </div>
    </li>
  );
}

export function Reasons({ reasons }: { reasons: AccessReason[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.kind} ${reason.text}`}>
          <span className={styles.kind}>{t(`access.record.kinds.${reason.kind}`)}</span> {sentence(reason.text)}
        </li>
      ))}
    </ul>
  );
}
