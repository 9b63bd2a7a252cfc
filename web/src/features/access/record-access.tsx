/** Who reaches a record and why, and with whom it is shared. */
import { Modal, Tabs } from "@mantine/core";
import type { Entity, RecordData } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { Explain } from "./explain.tsx";
import { Shares } from "./shares.tsx";
import { Viewers } from "./viewers.tsx";
import styles from "./record-access.module.css";

export type AccessTab = "viewers" | "sharing";

export interface Accessed {
  entity: Entity;
  record: RecordData;
}

interface Props extends Accessed {
  title: string;
  tab: AccessTab;
  onClose: () => void;
}

export default function RecordAccess({ entity, record, title, tab, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("access.record.title", { title })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Tabs defaultValue={tab} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="viewers">{t("access.record.viewers")}</Tabs.Tab>
          <Tabs.Tab value="sharing">{t("access.record.sharing")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="viewers">
          <div className={styles.panel}>
            <Explain entity={entity} record={record} />
            <Viewers entity={entity} record={record} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="sharing">
          <div className={styles.panel}>
            <Shares entity={entity} record={record} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
