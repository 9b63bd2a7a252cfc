/** The way of a record through its states, and how long it stayed in each. */
import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { fieldOf } from "@/data/meta.ts";
import { formatDateTime, formatDuration } from "@/fields/format.ts";
import { kindOf } from "@/fields/registry.ts";
import { ErrorState, PageLoading } from "@/ui/states.tsx";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";

export function StateHistory({ entity, record, name }: Shown & { name: string }) {
  const { t } = useTranslation();
  const field = fieldOf(entity, name);
  const steps = useQuery({
    queryKey: keys.history(entity.plural, record.id, name),
    queryFn: () => api.records(entity.plural).history(record.id, name),
  });
  if (!field) return null;
  if (steps.isPending) return <PageLoading />;
  if (steps.isError) return <ErrorState error={steps.error} onRetry={() => void steps.refetch()} />;
  const { Cell } = kindOf(field);
  return (
    <div className={styles.panel}>
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{field.label}</Table.Th>
              <Table.Th>{t("history.since")}</Table.Th>
              <Table.Th>{t("history.stayed")}</Table.Th>
              <Table.Th>{t("history.by")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.data.data.map((step) => (
              <Table.Tr key={`${step.at}-${step.to}`}>
                <Table.Td>
                  <Cell field={field} value={step.to} included={{}} />
                </Table.Td>
                <Table.Td>{formatDateTime(step.at)}</Table.Td>
                <Table.Td>{step.seconds === null ? t("history.now") : formatDuration(step.seconds)}</Table.Td>
                <Table.Td>{step.actor?.name}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
