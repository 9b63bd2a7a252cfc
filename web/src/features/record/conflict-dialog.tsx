/** Someone else changed the record meanwhile: both versions, side by side. */
import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import type { Entity, Included } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { fieldOf, pathOf } from "@/data/meta.ts";
import { readValue } from "@/data/values.ts";
import { kindOf } from "@/fields/registry.ts";
import type { Conflict } from "./use-edit-record.ts";

interface Props {
  entity: Entity;
  included: Included;
  conflict: Conflict;
}

export function ConflictDialog({ entity, included, conflict }: Props) {
  const { t } = useTranslation();
  const fields = changedNames(conflict.mine).flatMap((name) => fieldOf(entity, name) ?? []);
  return (
    <Modal opened onClose={conflict.keepTheirs} title={t("conflict.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack gap="sm">
        <Text size="sm">{t("conflict.text")}</Text>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("filter.field")}</Table.Th>
              <Table.Th>{t("conflict.mine")}</Table.Th>
              <Table.Th>{t("conflict.theirs")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => {
              const { Cell } = kindOf(field);
              return (
                <Table.Tr key={pathOf(field)}>
                  <Table.Th scope="row">{field.label}</Table.Th>
                  {[conflict.mine, conflict.theirs].map((values, side) => (
                    <Table.Td key={side === 0 ? "mine" : "theirs"}>
                      <Cell field={field} value={readValue(field, values)} included={included} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={conflict.keepTheirs}>
            {t("conflict.keepTheirs")}
          </Button>
          <Button onClick={conflict.keepMine}>{t("conflict.keepMine")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function changedNames(values: Record<string, unknown>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    name === "custom_fields" && typeof value === "object" && value !== null
      ? Object.keys(value).map((custom) => `custom_fields.${custom}`)
      : [name],
  );
}
