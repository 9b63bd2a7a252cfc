/** A record beside the list it is in. */
import { ActionIcon, CloseButton, Drawer, Group } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Maximize2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordView } from "./record-view.tsx";
import styles from "./record.module.css";

export function Peek({ entity, id, onClose }: { entity: Entity; id: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      withCloseButton={false}
      overlayProps={{ backgroundOpacity: 0.15 }}
      aria-label={t("record.peek", { label: entity.label })}
      padding={0}
    >
      <Group gap={4} justify="flex-end" className={styles.peekBar}>
        <ActionIcon
          aria-label={t("record.openFull")}
          renderRoot={(props) => (
            <Link to="/records/$plural/$id" params={{ plural: entity.plural, id }} {...props} />
          )}
        >
          <Maximize2 size={16} />
        </ActionIcon>
        <CloseButton aria-label={t("common.close")} onClick={onClose} />
      </Group>
      <RecordView entity={entity} id={id} isNarrow onGone={onClose} />
    </Drawer>
  );
}
