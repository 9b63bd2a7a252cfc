import { Tabs } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { isActivity, useEntityByName, useMeta } from "@/data/meta.ts";
import { DocumentFile } from "@/features/files/document-file.tsx";
import { RecordFiles } from "@/features/files/record-files.tsx";
import { ActivityList } from "./activity-list.tsx";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";
import { RelatedLists } from "./related-lists.tsx";
import { StateHistory } from "./state-history.tsx";
import { Timeline } from "./timeline.tsx";

const TABBED = ["note", "task"];
/** What one writes most comes first. */
const ORDER = ["note", "task", "call", "meeting"];

/** The place of an activity among the others. */
function rank({ name }: Entity): number {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}

/** What happened with a record, and what belongs to it. */
export function RecordTabs(shown: Shown) {
  const { t } = useTranslation();
  const { entity } = shown;
  const { entities } = useMeta();
  const activities = entities
    .filter((one) => isActivity(one) && one.permissions.read)
    .toSorted((one, other) => rank(one) - rank(other));
  const listed = TABBED.flatMap((name) => activities.find((one) => one.name === name) ?? []);
  const states = Object.keys(entity.states ?? {});
  const document = useEntityByName("document");
  const isDocument = entity.name === document?.name;
  const hasFiles = document?.permissions.read && !entity.child;
  return (
    <Tabs defaultValue="timeline" keepMounted={false} className={styles.tabs}>
      <Tabs.List className={styles.tabList}>
        <Tabs.Tab value="timeline">{t("record.timeline")}</Tabs.Tab>
        {!isActivity(entity) && listed.map((one: Entity) => (
          <Tabs.Tab key={one.name} value={one.name}>
            {one.label_plural}
          </Tabs.Tab>
        ))}
        {hasFiles && <Tabs.Tab value="files">{t(isDocument ? "files.file" : "files.title")}</Tabs.Tab>}
        <Tabs.Tab value="related">{t("record.related")}</Tabs.Tab>
        {states.length > 0 && <Tabs.Tab value="history">{t("record.history")}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="timeline">
        <Timeline {...shown} activities={isActivity(entity) ? [] : activities} />
      </Tabs.Panel>
      {listed.map((one) => (
        <Tabs.Panel key={one.name} value={one.name}>
          <ActivityList {...shown} activity={one} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="files">
        {document && (isDocument ? <DocumentFile {...shown} /> : <RecordFiles {...shown} document={document} />)}
      </Tabs.Panel>
      <Tabs.Panel value="related">
        <RelatedLists {...shown} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        {states.map((name) => (
          <StateHistory key={name} {...shown} name={name} />
        ))}
      </Tabs.Panel>
    </Tabs>
  );
}
