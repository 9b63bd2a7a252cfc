import { Button } from "@mantine/core";
import type { AuditEntry, Change, Entity } from "@rapport/sdk";
import type { TFunction } from "i18next";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/data/meta.ts";
import { isEmpty } from "@/data/values.ts";
import { formatNumber } from "@/fields/format.ts";
import { kindOf } from "@/fields/registry.ts";
import styles from "./settings.module.css";

const FEW = 4;

/** Old and new of each field. */
export function AuditChanges({ entry, entity }: { entry: AuditEntry; entity: Entity | undefined }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const all = entry.changes;
  const shown = isOpen ? all : all.slice(0, FEW);
  if (all.length === 0) return null;
  return (
    <>
      <dl className={styles.changes}>
        {shown.map((change) => (
          <div key={change.field}>
            <dt>{labelOf(t, entry, change)}</dt>
            <dd>
              {!isEmpty(change.old) && (
                <>
                  <del>{textOf(change, change.old, entry, entity)}</del>{" "}
                  <ArrowRight size={13} role="img" aria-label={t("timeline.became")} />{" "}
                </>
              )}
              {isEmpty(change.new) ? (
                <span className={styles.dim}>{t("common.empty")}</span>
              ) : (
                <ins>{textOf(change, change.new, entry, entity)}</ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {all.length > FEW && (
        <Button variant="subtle" size="compact-xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className={styles.moreChanges}>
          {isOpen ? t("settings.audit.fewer") : t("settings.audit.moreFields", { number: formatNumber(all.length - FEW) })}
        </Button>
      )}
    </>
  );
}

/** Fields have labels; details of other kinds have names. */
function labelOf(t: TFunction, entry: AuditEntry, change: Change): string {
  if (entry.kind === "change") return change.label;
  return t(`settings.audit.details.${change.field}`, { defaultValue: change.field.replaceAll("_", " ").replaceAll(".", " › ") });
}

function textOf(change: Change, value: unknown, entry: AuditEntry, entity: Entity | undefined): string {
  const field = entity && fieldOf(entity, change.field);
  // The audit keeps an amount and its currency apart.
  if (!field || (field.type === "money" && typeof value === "number")) {
    return typeof value === "number" ? formatNumber(value) : typeof value === "object" ? JSON.stringify(value) : String(value);
  }
  return kindOf(field).toText(value, field, entry.included ?? {}) || String(value);
}
