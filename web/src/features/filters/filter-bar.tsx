/** The conditions of a list, as chips one can read, change and remove. */
import { Button, CloseButton, Popover } from "@mantine/core";
import type { Condition, Entity, Filter } from "@rapport/sdk";
import { ListFilter, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/data/meta.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import { useConditionText } from "./condition-text.ts";
import { append, type Group, isGroup, type Item, replaceAt, toFilter, toGroup } from "./filter-tree.ts";
import styles from "./filters.module.css";

interface BarProps {
  entity: Entity;
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
}

export function FilterBar({ entity, filter, onChange }: BarProps) {
  const { t } = useTranslation();
  const group = toGroup(filter);
  const change = (next: Group) => onChange(toFilter(next));
  return (
    <div className={styles.bar} role="group" aria-label={t("filter.label")}>
      <GroupChips entity={entity} group={group} onChange={change} isRoot />
      {group.items.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange(undefined)}>
          {t("filter.clearAll")}
        </Button>
      )}
    </div>
  );
}

interface GroupProps {
  entity: Entity;
  group: Group;
  onChange: (group: Group) => void;
  isRoot?: boolean;
}

function GroupChips({ entity, group, onChange, isRoot = false }: GroupProps) {
  const { t } = useTranslation();
  const flip = () => onChange({ ...group, join: group.join === "and" ? "or" : "and" });
  return (
    <>
      {group.items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a condition has no identity but its place
        <span key={index} className={styles.part}>
          {index > 0 && (
            <button type="button" className={styles.join} onClick={flip} title={t("filter.flip")}>
              {t(`filter.${group.join}`)}
            </button>
          )}
          <ItemChip entity={entity} item={item} onChange={(next) => onChange(replaceAt(group, index, next))} />
        </span>
      ))}
      <AddCondition
        entity={entity}
        isFirst={isRoot && group.items.length === 0}
        onAdd={(condition) => onChange(append(group, condition))}
        {...(isRoot && group.items.length > 0
          ? { onAddGroup: (condition: Condition) => onChange(append(group, { join: "or", items: [condition] })) }
          : {})}
      />
    </>
  );
}

interface ItemProps {
  entity: Entity;
  item: Item;
  onChange: (item: Item | null) => void;
}

function ItemChip({ entity, item, onChange }: ItemProps) {
  const { t } = useTranslation();
  if (!isGroup(item)) return <ConditionChip entity={entity} condition={item} onChange={onChange} />;
  return (
    <span className={styles.group} role="group" aria-label={t("filter.group")}>
      <GroupChips
        entity={entity}
        group={item}
        onChange={(group) => onChange(group.items.length > 0 ? group : null)}
      />
    </span>
  );
}

interface ChipProps {
  entity: Entity;
  condition: Condition;
  onChange: (condition: Condition | null) => void;
}

function ConditionChip({ entity, condition, onChange }: ChipProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const text = useConditionText(entity, condition);
  const field = fieldOf(entity, condition.field);
  return (
    <Popover opened={isOpen} onChange={setOpen} shadow="md" trapFocus withinPortal>
      <span className={styles.chip}>
        <Popover.Target>
          <button type="button" className={styles.text} onClick={() => setOpen(!isOpen)}>
            {text}
          </button>
        </Popover.Target>
        <CloseButton
          size={24}
          iconSize={13}
          aria-label={t("filter.remove", { condition: text })}
          onClick={() => onChange(null)}
        />
      </span>
      <Popover.Dropdown aria-label={t("filter.edit")}>
        {field && (
          <ConditionEditor
            field={field}
            condition={condition}
            onDone={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface AddProps {
  entity: Entity;
  isFirst: boolean;
  onAdd: (condition: Condition) => void;
  onAddGroup?: (condition: Condition) => void;
}

function AddCondition({ entity, isFirst, onAdd, onAddGroup }: AddProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} shadow="md" trapFocus withinPortal position="bottom-start">
      <Popover.Target>
        <Button
          variant={isFirst ? "default" : "subtle"}
          color="gray"
          size="compact-xs"
          leftSection={isFirst ? <ListFilter size={13} /> : <Plus size={13} />}
          onClick={() => setOpen(!isOpen)}
        >
          {t("filter.add")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("filter.add")}>
        <ConditionEditor
          entity={entity}
          onDone={(condition) => {
            onAdd(condition);
            setOpen(false);
          }}
          {...(onAddGroup
            ? {
                onDoneAsGroup: (condition: Condition) => {
                  onAddGroup(condition);
                  setOpen(false);
                },
              }
            : {})}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
