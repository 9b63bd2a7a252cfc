/** Objects down, rights across; a row opens for its fields and actions. */
import { Checkbox, UnstyledButton } from "@mantine/core";
import type { Entity, EntityRights } from "@rapport/sdk";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/data/meta.ts";
import { EntityIcon } from "@/ui/icon.tsx";
import styles from "./access.module.css";
import { FieldRights } from "./field-rights.tsx";
import { type Draft, restrictions, RIGHTS, rightsOf, toggle, withRights } from "./profile-rights.ts";

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

export function RightsGrid({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const { entities } = useMeta();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <table className={styles.rights} aria-label={t("access.profiles.objects")}>
      <thead>
        <tr>
          <th scope="col">{t("access.profiles.object")}</th>
          {RIGHTS.map((right) => (
            <th key={right} scope="col">
              {t(`access.rights.${right}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <EntityRow
            key={entity.name}
            entity={entity}
            rights={rightsOf(draft, entity.plural)}
            isOpen={open === entity.name}
            onToggle={() => setOpen(open === entity.name ? null : entity.name)}
            onChange={(rights) => onChange(withRights(draft, entity.plural, rights))}
          />
        ))}
        <tr>
          <th scope="row">
            <span className={styles.otherObjects}>{t("access.profiles.others")}</span>
          </th>
          <RightCells label={t("access.profiles.others")} rights={draft.other} onChange={(rights) => onChange(withRights(draft, null, rights))} />
        </tr>
      </tbody>
    </table>
  );
}

interface RowProps {
  entity: Entity;
  rights: EntityRights;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (rights: EntityRights) => void;
}

function EntityRow({ entity, rights, isOpen, onToggle, onChange }: RowProps) {
  const { t } = useTranslation();
  const taken = restrictions(rights);
  const id = `rights-${entity.name}`;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <tr>
        <th scope="row">
          <UnstyledButton className={styles.entity} aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={onToggle}>
            <Chevron size={15} aria-hidden="true" />
            <EntityIcon name={entity.icon} size={16} />
            <span>
              {entity.label_plural}
              {taken > 0 && <span className={styles.taken}>{t("access.profiles.taken", { count: taken })}</span>}
            </span>
          </UnstyledButton>
        </th>
        <RightCells label={entity.label_plural} rights={rights} onChange={onChange} />
      </tr>
      {isOpen && (
        <tr className={styles.detail} id={id}>
          <td colSpan={RIGHTS.length + 1}>
            <FieldRights entity={entity} rights={rights} onChange={onChange} />
          </td>
        </tr>
      )}
    </>
  );
}

function RightCells({ label, rights, onChange }: { label: string; rights: EntityRights; onChange: (rights: EntityRights) => void }) {
  const { t } = useTranslation();
  return RIGHTS.map((right) => (
    <td key={right} data-label={t(`access.rights.${right}`)}>
      <Checkbox
        size="xs"
        aria-label={t("access.rights.of", { right: t(`access.rights.${right}`), label })}
        checked={rights[right]}
        onChange={(event) => onChange(toggle(rights, right, event.currentTarget.checked))}
      />
    </td>
  ));
}
