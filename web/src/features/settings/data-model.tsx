/** Entities and their fields. What is added here is usable at once: in lists, forms, filters, import and the API. */
import { Button, Select, Title } from "@mantine/core";
import type { Entity } from "@rapport/sdk";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readableEntities, useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import { FieldDialog } from "./field-dialog.tsx";
import { FieldTable } from "./field-table.tsx";
import { ObjectDialog } from "./object-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import styles from "./settings.module.css";
import { useRemoveObject } from "./use-schema.ts";

export function DataModel() {
  const { t } = useTranslation();
  const entities = readableEntities(useMeta());
  const [name, setName] = useState(entities[0]?.name ?? null);
  const [isMaking, setMaking] = useState(false);
  const entity = entities.find((one) => one.name === name) ?? entities[0];
  return (
    <>
      <div className={styles.bar}>
        <Select
          className={styles.grow}
          label={t("settings.data-model.entity")}
          data={byModule(entities, t("settings.data-model.customObjects"))}
          value={entity?.name ?? null}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t("field.noOption")}
          onChange={setName}
        />
        <Button variant="default" leftSection={<Plus size={15} />} onClick={() => setMaking(true)}>
          {t("settings.data-model.addObject")}
        </Button>
      </div>
      {entity && <EntityPanel key={entity.name} entity={entity} />}
      {isMaking && (
        <ObjectDialog
          onClose={() => setMaking(false)}
          onDone={(made) => {
            setMaking(false);
            setName(made);
          }}
        />
      )}
    </>
  );
}

/** Modules have technical names; the groups of the navigation say the same for people. */
function byModule(entities: Entity[], custom: string) {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities) {
    const group = entity.custom ? custom : (entity.group ?? entity.module ?? "");
    groups.set(group, [...(groups.get(group) ?? []), entity]);
  }
  return [...groups].map(([group, list]) => ({
    group,
    items: list.map((one) => ({ value: one.name, label: one.label_plural })),
  }));
}

function EntityPanel({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"field" | "object" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <section className={styles.panel} aria-labelledby="entity-title">
      <div className={styles.panelHead}>
        <div className={styles.entityName}>
          <EntityIcon name={entity.icon} size={20} />
          <div>
            <Title order={2} size="h5" id="entity-title">
              {entity.label_plural}
            </Title>
            <span className={styles.dim}>
              {t("settings.data-model.summary", { module: entity.module ?? "", name: entity.name })}
            </span>
          </div>
        </div>
        <div className={styles.buttons}>
          {entity.custom && (
            <>
              <Button size="compact-md" variant="default" onClick={() => setOpen("object")}>
                {t("settings.data-model.editObject")}
              </Button>
              <Button size="compact-md" variant="default" onClick={() => setOpen("remove")}>
                {t("settings.data-model.removeObject")}
              </Button>
            </>
          )}
          <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setOpen("field")}>
            {t("settings.data-model.add")}
          </Button>
        </div>
      </div>
      {entity.description && <p className={styles.dim}>{entity.description}</p>}
      <FieldTable entity={entity} />
      {open === "field" && <FieldDialog entity={entity} onClose={close} />}
      {open === "object" && <ObjectDialog entity={entity} onClose={close} onDone={close} />}
      {open === "remove" && <RemoveObject entity={entity} onClose={close} />}
    </section>
  );
}

function RemoveObject({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveObject(entity);
  return (
    <RemoveDialog
      name={entity.label_plural}
      text={t("settings.data-model.removeObjectText", { label: entity.label_plural })}
      error={remove.error}
      isBusy={remove.isPending}
      onRemove={(purge) => remove.mutate(purge, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
