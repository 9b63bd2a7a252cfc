/** S12: what matters today. Every widget is there only when its entity is and may be read. */
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { useEntityByName } from "@/data/meta.ts";
import { useCount } from "@/data/records.ts";
import styles from "./dashboard.module.css";
import { FirstSteps } from "./first-steps.tsx";
import { Kpis } from "./kpis.tsx";
import { MyTasks } from "./my-tasks.tsx";
import { Pipeline } from "./pipeline.tsx";
import { WonByMonth } from "./won-by-month.tsx";

export default function DashboardPage() {
  const { t } = useTranslation();
  const { user } = useMe();
  const deal = useReadable("deal");
  const lead = useReadable("lead");
  const task = useReadable("task");
  const contact = useReadable("contact");
  const contacts = useCount(contact?.plural ?? "contacts", {});
  const isEmpty = contact !== undefined && contacts.data === 0;
  return (
    <div className={styles.page}>
      <Title order={1} size="h4">
        {t("dashboard.hello", { name: user.name })}
      </Title>
      {isEmpty && <FirstSteps />}
      <Kpis deal={deal} lead={lead} task={task} />
      <div className={styles.widgets}>
        {deal && (
          <div className={styles.stack}>
            <Pipeline entity={deal} />
            <WonByMonth entity={deal} />
          </div>
        )}
        {task && <MyTasks entity={task} />}
      </div>
    </div>
  );
}

function useReadable(name: string) {
  const entity = useEntityByName(name);
  return entity?.permissions.read ? entity : undefined;
}
