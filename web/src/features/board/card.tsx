/** A record on a board. "Move to" does without dragging what dragging does. */
import { ActionIcon, Menu } from "@mantine/core";
import type { Entity, Included, RecordData, StateDef } from "@rapport/sdk";
import { Link } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { isEmpty, readValue } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import { titleText } from "@/features/record/record-header.tsx";
import { Dot } from "@/ui/chip.tsx";
import styles from "./board.module.css";

interface Props {
  entity: Entity;
  record: RecordData;
  included: Included;
  steps: StateDef[];
  onMove: (to: StateDef) => void;
  onPeek: () => void;
}

export function Card({ entity, record, included, steps, onMove, onPeek }: Props) {
  const { t } = useTranslation();
  const title = titleText(entity, record, included) || t("common.untitled");
  const fields = (entity.layout.board?.card ?? [])
    .flatMap((name) => fieldOf(entity, name) ?? [])
    .filter((field) => !isEmpty(readValue(field, record)));
  return (
    <article className={styles.card}>
      <div className={styles.cardHead}>
        <Link
          to="/records/$plural/$id"
          params={{ plural: entity.plural, id: record.id }}
          className={styles.cardTitle}
          // The card is dragged, not its link; a plain click looks at the record beside the board.
          draggable={false}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onPeek();
          }}
        >
          {title}
        </Link>
        {entity.permissions.update && steps.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={26} aria-label={t("board.moveCard", { title })}>
                <Ellipsis size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t("record.moveTo")}</Menu.Label>
              {steps.map((to) => (
                <Menu.Item key={to.name} leftSection={<Dot color={to.color} />} onClick={() => onMove(to)}>
                  {to.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {fields.length > 0 && (
        <dl className={styles.cardFields}>
          {fields.map((field) => {
            const { Cell } = kindOf(field);
            return (
              <div key={pathOf(field)}>
                <dt className="visually-hidden">{field.label}</dt>
                <dd>
                  <Cell field={field} value={readValue(field, record)} included={included} />
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </article>
  );
}
