/** What would happen, before it does. */
import { Alert, Button, Title } from "@mantine/core";
import type { Entity, Import } from "@rapport/sdk";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "@/fields/format.ts";
import { useErrorText } from "@/ui/toasts.ts";
import { Counts } from "./counts.tsx";
import styles from "./imports.module.css";
import { Problems } from "./problems.tsx";
import { useImportStep } from "./use-import.ts";

interface Props {
  item: Import;
  entity: Entity;
  onBack: () => void;
}

export function CheckStep({ item, entity, onBack }: Props) {
  const { t } = useTranslation();
  const text = useErrorText();
  const run = useImportStep(item.id);
  const { summary } = item;
  if (!summary) return null;
  const good = summary.new + summary.changed;
  const links = summary.links_created ?? 0;
  return (
    <>
      <section className={styles.panel} aria-labelledby="check-title">
        <Title order={2} size="h4" id="check-title">
          {t(good > 0 ? "imports.checkTitle" : "imports.nothingToDo")}
        </Title>
        <Counts summary={summary} isDone={false} />
        {links > 0 && <p className={styles.dim}>{t("imports.willLink", { count: links, number: formatNumber(links) })}</p>}
        {run.error && (
          <Alert color="red" variant="light" role="alert">
            {text(run.error)}
          </Alert>
        )}
        <div className={styles.actions}>
          <Button variant="default" leftSection={<ArrowLeft size={15} />} onClick={onBack}>
            {t("imports.back")}
          </Button>
          <Button onClick={() => run.mutate("run")} loading={run.isPending} disabled={good === 0}>
            {t("imports.run", { number: formatNumber(good), label: good === 1 ? entity.label : entity.label_plural })}
          </Button>
        </div>
      </section>
      {summary.rejected > 0 && <Problems item={item} />}
    </>
  );
}
