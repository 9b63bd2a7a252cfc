/** Why one person can see a record, or what is missing. */
import { Loader, Select } from "@mantine/core";
import type { AccessExplanation, Entity } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useUsers } from "@/data/meta.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import { lackOf } from "./lack.ts";
import type { Accessed } from "./record-access.tsx";
import styles from "./record-access.module.css";
import { Reasons } from "./viewers.tsx";

export function Explain({ entity, record }: Accessed) {
  const { t } = useTranslation();
  const users = useUsers().data ?? [];
  const [user, setUser] = useState<string | null>(null);
  const answer = useQuery({
    queryKey: keys.access(entity.plural, record.id, `explain ${user}`),
    queryFn: () => api.records(entity.plural).accessOf(record.id).explain(user ?? ""),
    enabled: Boolean(user),
  });
  return (
    <section className={styles.explain}>
      <Select
        label={t("access.record.explain")}
        placeholder={t("access.record.filter")}
        data={users.map(({ id, name }) => ({ value: id, label: name }))}
        value={user}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("common.clear") }}
        nothingFoundMessage={t("field.noOption")}
        onChange={setUser}
      />
      {user && answer.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      <Problem error={answer.error} isPassive />
      {user && answer.data && <Answer entity={entity} explanation={answer.data} />}
    </section>
  );
}

function Answer({ entity, explanation }: { entity: Entity; explanation: AccessExplanation }) {
  const { t } = useTranslation();
  const { user, may, reasons, missing } = explanation;
  const lackText = (text: string) => {
    const lack = lackOf(text);
    if (!lack) return sentence(text);
    const profile = "profile" in lack ? lack.profile : "";
    return t(`access.record.lacks.${lack.kind}`, { name: user.name, label: entity.label_plural, profile });
  };
  const verdict = may.delete ? "deletesIt" : may.update ? "changesIt" : may.read ? "seesIt" : "seesNot";
  return (
    <div className={styles.answer} role="status">
      <strong>{t(`access.record.${verdict}`, { name: user.name })}</strong>
      {reasons.length > 0 && (
        <>
          <p>{t("access.record.because")}</p>
          <Reasons entity={entity} reasons={reasons} />
        </>
      )}
      {missing.length > 0 && (
        <>
          <p>{t("access.record.missing")}</p>
          <ul className={styles.reasons}>
            {missing.map((one) => (
              <li key={one}>{lackText(one)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
