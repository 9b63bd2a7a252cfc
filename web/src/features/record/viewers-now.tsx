/** Who else looks at this record now. */
import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLiveState, useViewing } from "@/data/live.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import styles from "./record.module.css";

export function ViewersNow({ entity, id }: { entity: string; id: string }) {
  const { t } = useTranslation();
  useViewing(entity, id);
  const { others } = useLiveState();
  if (others.length === 0) return null;
  const names = others.map((user) => user.name).join(", ");
  return (
    <Tooltip label={t("live.viewing", { names, count: others.length })}>
      <span className={styles.viewers} role="img" aria-label={t("live.viewing", { names, count: others.length })}>
        {others.slice(0, 3).map((user) => (
          <PersonAvatar key={user.id} name={user.name} />
        ))}
      </span>
    </Tooltip>
  );
}
