import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Columns } from "./columns.ts";
import styles from "./list.module.css";

/** Shows, hides and orders columns; dragging a header does the last as well. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus width={300}>
      <Popover.Target>
        <ActionIcon variant="default" size="md" aria-label={t("table.columns")}>
          <Columns3 size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("table.columns")}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
        <ul className={styles.columnList} tabIndex={0}>
          {columns.all.map((column, index) => (
            <li key={column.name}>
              <Checkbox
                size="xs"
                label={column.field.label}
                checked={!column.isHidden}
                disabled={index === 0}
                onChange={() => columns.toggle(column.name)}
              />
              {index > 0 && !column.isHidden && (
                <>
                  <ActionIcon
                    disabled={index === 1}
                    aria-label={t("table.moveUp", { label: column.field.label })}
                    onClick={() => columns.move(column.name, index - 1)}
                  >
                    <ArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t("table.moveDown", { label: column.field.label })}
                    onClick={() => columns.move(column.name, index + 1)}
                  >
                    <ArrowDown size={14} />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={columns.reset}>
          {t("table.resetColumns")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
