/** Live updates in the frame: what was given to this person, and that the connection is away. */
import { Anchor } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type LiveNotification, useLiveConnection, useLiveState } from "@/data/live.ts";
import { useMeta } from "@/data/meta.ts";
import styles from "./shell.module.css";

export default function LiveStatus() {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const navigate = useNavigate();
  const show = useCallback(
    ({ entity: name, id, title }: LiveNotification) => {
      const entity = entities.find((one) => one.name === name);
      if (!entity) return;
      const open = () => void navigate({ to: "/records/$plural/$id", params: { plural: entity.plural, id } });
      notifications.show({
        title: t("live.assigned", { label: entity.label }),
        message: (
          <Anchor component="button" type="button" size="sm" onClick={open}>
            {title ?? t("live.open")}
          </Anchor>
        ),
        closeButtonProps: { "aria-label": t("common.close") },
      });
    },
    [entities, navigate, t],
  );
  useLiveConnection(show);
  const { isConnected } = useLiveState();
  return (
    <span role="status" className={styles.reconnecting}>
      {isConnected ? "" : t("live.reconnecting")}
    </span>
  );
}
