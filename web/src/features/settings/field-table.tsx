import { ActionIcon, Badge } from "@mantine/core";
import type { Entity, Field } from "@rapport/sdk";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/data/meta.ts";
import { Chip } from "@/ui/chip.tsx";
import { FieldDialog } from "./field-dialog.tsx";
import { isOwn } from "./field-input.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import styles from "./settings.module.css";
import { useRemoveField } from "./use-schema.ts";

/** The fields of an entity; those made by the tenant can be changed. */
export function FieldTable({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Field | null>(null);
  const [leaving, setLeaving] = useState<Field | null>(null);
  const fields = entity.fields.filter((field) => !field.system);
  return (
    <>
      <table className={styles.table} aria-label={t("settings.data-model.fieldsOf", { label: entity.label_plural })}>
        <thead>
          <tr>
            <th scope="col">{t("settings.data-model.label")}</th>
            <th scope="col">{t("settings.data-model.type")}</th>
            <th scope="col">{t("settings.data-model.name")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("settings.data-model.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <td>
                {field.label} {field.custom && <Badge variant="light">{t("settings.data-model.custom")}</Badge>}
                {field.help && <div className={styles.dim}>{field.help}</div>}
              </td>
              <td>
                <TypeOf field={field} />
              </td>
              <td>
                <code className={styles.code}>{field.name}</code>
              </td>
              <td className={styles.rowActions}>
                {isOwn(entity, field) && (
                  <>
                    <ActionIcon size={28} aria-label={t("settings.data-model.edit", { label: field.label })} onClick={() => setEditing(field)}>
                      <Pencil size={15} />
                    </ActionIcon>
                    {field.name !== entity.title && (
                      <ActionIcon size={28} aria-label={t("settings.data-model.remove", { label: field.label })} onClick={() => setLeaving(field)}>
                        <Trash2 size={15} />
                      </ActionIcon>
                    )}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {editing && <FieldDialog entity={entity} field={editing} onClose={() => setEditing(null)} />}
      {leaving && <RemoveField entity={entity} field={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

/** The type in words, with what belongs to it. */
function TypeOf({ field }: { field: Field }) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const targets = (field.to ?? []).flatMap((name) => entities.find((one) => one.name === name)?.label ?? []);
  return (
    <>
      {t(`settings.data-model.types.${field.type}`)}
      {field.type === "link" && targets.length > 0 && ` → ${targets.join(", ")}`}
      {field.required && <span className={styles.dim}> · {t("settings.data-model.isRequired")}</span>}
      {field.options && field.options.length > 0 && (
        <div className={styles.optionChips}>
          {field.options.map((option) => (
            <Chip key={option.value} color={option.color}>
              {option.label}
            </Chip>
          ))}
        </div>
      )}
    </>
  );
}

function RemoveField({ entity, field, onClose }: { entity: Entity; field: Field; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveField(entity, field);
  return (
    <RemoveDialog
      name={field.label}
      text={t("settings.data-model.removeText", { label: field.label })}
      error={remove.error}
      isBusy={remove.isPending}
      onRemove={(purge) => remove.mutate(purge, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
