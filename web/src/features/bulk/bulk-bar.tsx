/** S9: what can be done with the chosen rows. One request, one undo. */
import { Button, CloseButton, Group, Menu, Paper, Text } from "@mantine/core";
import type { BulkAnswer, BulkRequest, Entity } from "@rapport/sdk";
import { RotateCcw, SquarePen, Trash2, UserCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/data/meta.ts";
import { useBulk } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { formatNumber } from "@/fields/format.ts";
import { isEditable } from "@/fields/registry.ts";
import type { Selection } from "@/features/table/selection.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { BulkEdit } from "./bulk-edit.tsx";
import styles from "./bulk.module.css";
import { JobProgress } from "./job-progress.tsx";

interface Props {
  entity: Entity;
  selection: Selection;
  total: number;
  isBin: boolean;
}

export function BulkBar({ entity, selection, total, isBin }: Props) {
  const { t } = useTranslation();
  const bulk = useBulkRun(entity, selection);
  const [edited, setEdited] = useState<string | "any" | null>(null);
  const owner = fieldOf(entity, "owner");
  const { permissions } = entity;
  const label = selection.count === 1 ? entity.label : entity.label_plural;

  return (
    <>
      <Paper className={styles.bar} role="region" aria-label={t("bulk.label")}>
        <Text size="sm" fw={550} role="status">
          {t("bulk.chosen", { number: formatNumber(selection.count), label })}
        </Text>
        {!selection.isAll && selection.count < total && (
          <Button variant="subtle" size="compact-sm" onClick={selection.chooseAll}>
            {t("bulk.chooseAll", { number: formatNumber(total) })}
          </Button>
        )}
        <Group gap={6} ml="auto">
          {!isBin && permissions.update && (
            <>
              <Button variant="default" size="compact-sm" leftSection={<SquarePen size={14} />} onClick={() => setEdited("any")}>
                {t("bulk.edit")}
              </Button>
              {owner && isEditable(owner) && (
                <Button variant="default" size="compact-sm" leftSection={<UserCheck size={14} />} onClick={() => setEdited("owner")}>
                  {t("bulk.assign")}
                </Button>
              )}
            </>
          )}
          {isBin && permissions.delete && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<RotateCcw size={14} />}
              onClick={() => void bulk.run({ ...selection.target(), action: "restore" }, "bulk.restored")}
            >
              {t("bulk.restore")}
            </Button>
          )}
          {!isBin && permissions.delete && (
            <Menu>
              <Menu.Target>
                <Button variant="default" size="compact-sm" leftSection={<Trash2 size={14} />}>
                  {t("bulk.delete")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  color="red"
                  onClick={() => void bulk.run({ ...selection.target(), action: "delete" }, "bulk.deleted")}
                >
                  {t("bulk.deleteSure", { number: formatNumber(selection.count), label })}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
          <CloseButton aria-label={t("bulk.clear")} onClick={selection.clear} />
        </Group>
      </Paper>
      {edited && (
        <BulkEdit
          entity={entity}
          only={edited === "any" ? undefined : edited}
          count={selection.count}
          onClose={() => setEdited(null)}
          onApply={(set) => bulk.run({ ...selection.target(), action: "update", set }, "bulk.changed")}
        />
      )}
    </>
  );
}

/** Runs a request and tells of its end: at once, or when its job is done. */
function useBulkRun(entity: Entity, selection: Selection) {
  const { t } = useTranslation();
  const bulk = useBulk(entity);
  const offerUndo = useUndoToast();
  const showError = useErrorToast();

  function told(answer: BulkAnswer, message: "bulk.changed" | "bulk.deleted" | "bulk.restored") {
    const say = (count: number) => t(message, { number: formatNumber(count) });
    if ("job" in answer.data) {
      JobProgress.show(answer.data.job, say);
      return;
    }
    const { changed, failed } = answer.data;
    const text = failed.length > 0 ? `${say(changed)} ${t("bulk.failed", { count: failed.length })}` : say(changed);
    offerUndo(text, answer.operation);
  }

  async function run(request: BulkRequest, message: "bulk.changed" | "bulk.deleted" | "bulk.restored") {
    try {
      told(await bulk.mutateAsync(request), message);
      selection.clear();
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  }
  return { run };
}
