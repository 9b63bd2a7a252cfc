/** What a profile may do with the fields and actions of one object. */
import { Checkbox, NativeSelect } from "@mantine/core";
import type { Entity, EntityRights, FieldRight } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { pathOf } from "@/data/meta.ts";
import styles from "./access.module.css";
import { fieldRight, maskable, mayAct, withAction, withField } from "./profile-rights.ts";

const LEVELS = ["edit", "read", "hidden"] as const satisfies FieldRight[];

interface Props {
  entity: Entity;
  rights: EntityRights;
  onChange: (rights: EntityRights) => void;
}

export function FieldRights({ entity, rights, onChange }: Props) {
  const { t } = useTranslation();
  const actions = entity.actions ?? [];
  return (
    <div className={styles.fields}>
      <fieldset className={styles.fieldset}>
        <legend>{t("access.profiles.fields")}</legend>
        <div className={styles.fieldGrid}>
          {maskable(entity).map((field) => {
            const path = pathOf(field);
            const right = fieldRight(rights, path);
            return (
              <NativeSelect
                key={path}
                size="xs"
                label={field.label}
                data-right={right}
                data={LEVELS.map((value) => ({ value, label: t(`access.fieldRights.${value}`) }))}
                value={right}
                onChange={(event) => onChange(withField(rights, path, event.currentTarget.value as FieldRight))}
              />
            );
          })}
        </div>
      </fieldset>
      {actions.length > 0 && (
        <fieldset className={styles.fieldset}>
          <legend>{t("access.profiles.actions")}</legend>
          <div className={styles.fieldGrid}>
            {actions.map(({ name, label }) => (
              <Checkbox key={name} size="xs" label={label} checked={mayAct(rights, name)} onChange={(event) => onChange(withAction(rights, name, event.currentTarget.checked))} />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
