/** The steps after the upload. Which one is shown follows from the import's state on the server. */
import { Anchor, Title } from "@mantine/core";
import type { Import } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/boundary.tsx";
import { useEntityByName } from "@/data/meta.ts";
import { formatNumber } from "@/fields/format.ts";
import { CheckStep } from "./check-step.tsx";
import { DoneStep } from "./done-step.tsx";
import styles from "./imports.module.css";
import { MapStep } from "./map-step.tsx";
import { Steps, type Step } from "./steps.tsx";
import { Working } from "./working.tsx";

const STEP_OF: Record<Import["state"], Step> = {
  draft: "map",
  checking: "check",
  checked: "check",
  running: "run",
  done: "done",
  failed: "done",
  undoing: "done",
  undone: "done",
};

export function Wizard({ item }: { item: Import }) {
  const { t } = useTranslation();
  const entity = useEntityByName(item.entity);
  const [isMapping, setMapping] = useState(false);
  if (!entity) return <NotFound />;
  const step: Step = item.state === "checked" && isMapping ? "map" : STEP_OF[item.state];

  return (
    <>
      <header className={styles.head}>
        <div className={styles.headText}>
          <Title order={1} size="h3">
            {t("imports.titleOf", { label: entity.label_plural })}
          </Title>
          <div className={styles.dim}>
            <span className={styles.fileName}>{item.file.name}</span> ·{" "}
            {t("imports.rows", { number: formatNumber(item.file.rows) })} ·{" "}
            <Anchor inherit underline="always" renderRoot={(props) => <Link to="/import" search={{ entity: item.entity, id: undefined }} {...props} />}>
              {t("imports.another")}
            </Anchor>
          </div>
        </div>
        <Steps at={step} />
      </header>
      {step === "map" && <MapStep item={item} entity={entity} onChecked={() => setMapping(false)} />}
      {item.state === "checking" && <Working item={item} title={t("imports.checking")} text={t("imports.checkingText")} />}
      {step === "check" && item.state === "checked" && <CheckStep item={item} entity={entity} onBack={() => setMapping(true)} />}
      {step === "run" && <Working item={item} title={t("imports.running")} text={t("imports.runningText")} />}
      {step === "done" && <DoneStep item={item} entity={entity} />}
    </>
  );
}
