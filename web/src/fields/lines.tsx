/** Lines of an estimate: what, how many, at which price; totals follow while typing. */
import { ActionIcon, Button, NumberInput, Table, TextInput } from "@mantine/core";
import i18next from "i18next";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { controlProps } from "./control.ts";
import { formatMoney, formatNumber } from "./format.ts";
import { calculate, type Line, sumLines } from "./line-totals.ts";
import styles from "./lines.module.css";
import type { CellProps, FieldKind, InputProps } from "./types.ts";

const NUMBERS = ["quantity", "unit_price", "discount_percent", "tax_percent"] as const;
const NEW_LINE: Line = { description: "", quantity: 1, unit_price: null };

function LinesControl(props: InputProps) {
  const { t } = useTranslation();
  const lines = asLines(props.value);
  const { label, error } = controlProps(props);

  function change(index: number, part: Partial<Line>) {
    props.onChange(lines.map((line, at) => (at === index ? calculate({ ...line, ...part }) : line)));
  }

  return (
    <div role="group" aria-label={label ?? props.field.label}>
      {label && <div className={styles.label}>{label}</div>}
      <Table.ScrollContainer minWidth={620} type="native" tabIndex={0}>
        <Table verticalSpacing={4} horizontalSpacing={4}>
          <LineHead withRemove />
          <Table.Tbody>
            {lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
              <Table.Tr key={index}>
                <Table.Td>
                  <TextInput
                    size="xs"
                    aria-label={t("lines.of", { part: t("lines.description"), row: index + 1 })}
                    value={line.description ?? ""}
                    onChange={(event) => change(index, { description: event.currentTarget.value })}
                  />
                </Table.Td>
                {NUMBERS.map((part) => (
                  <Table.Td key={part} className={styles.numberCell}>
                    <NumberInput
                      size="xs"
                      hideControls
                      aria-label={t("lines.of", { part: t(`lines.${part}`), row: index + 1 })}
                      value={line[part] ?? ""}
                      onChange={(value) => change(index, { [part]: value === "" ? null : Number(value) })}
                    />
                  </Table.Td>
                ))}
                <Table.Td className={styles.number}>{formatNumber(line.total ?? 0, 2)}</Table.Td>
                <Table.Td>
                  <ActionIcon
                    aria-label={t("lines.remove", { row: index + 1 })}
                    onClick={() => props.onChange(lines.filter((_, at) => at !== index))}
                  >
                    <X size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <div className={styles.foot}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} />}
          onClick={() => props.onChange([...lines, calculate(NEW_LINE)])}
        >
          {t("lines.add")}
        </Button>
        <Totals lines={lines} />
      </div>
      {error && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function LineHead({ withRemove = false }: { withRemove?: boolean }) {
  const { t } = useTranslation();
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t("lines.description")}</Table.Th>
        {NUMBERS.map((part) => (
          <Table.Th key={part} className={styles.number}>
            {t(`lines.${part}`)}
          </Table.Th>
        ))}
        <Table.Th className={styles.number}>{t("lines.total")}</Table.Th>
        {withRemove && (
          <Table.Th>
            <span className="visually-hidden">{t("lines.removeColumn")}</span>
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}

function Totals({ lines }: { lines: Line[] }) {
  const { t } = useTranslation();
  const { tenant } = useMe();
  const sums = sumLines(lines);
  return (
    <dl className={styles.totals}>
      {(["net", "tax", "total"] as const).map((part) => (
        <div key={part} data-part={part}>
          <dt>{t(`lines.sum.${part}`)}</dt>
          <dd>{formatMoney(sums[part], tenant.currency)}</dd>
        </div>
      ))}
    </dl>
  );
}

function LinesCell({ value }: CellProps) {
  return <span>{linesText(value)}</span>;
}

/** The lines in full, for the record page. */
export function LinesTable({ value }: { value: unknown }) {
  const lines = asLines(value);
  if (lines.length === 0) return null;
  return (
    <>
      <Table.ScrollContainer minWidth={520} type="native" tabIndex={0}>
        <Table verticalSpacing="xs">
          <LineHead />
          <Table.Tbody>
            {lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines have no identity but their place
              <Table.Tr key={index}>
                <Table.Td>{line.description}</Table.Td>
                {NUMBERS.map((part) => (
                  <Table.Td key={part} className={styles.number}>
                    {line[part] == null ? "" : formatNumber(line[part], 4)}
                  </Table.Td>
                ))}
                <Table.Td className={styles.number}>{formatNumber(line.total ?? 0, 2)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <div className={styles.foot}>
        <span />
        <Totals lines={lines} />
      </div>
    </>
  );
}

function linesText(value: unknown): string {
  const count = asLines(value).length;
  return count === 0 ? "" : i18next.t("lines.count", { count });
}

function asLines(value: unknown): Line[] {
  return Array.isArray(value) ? (value as Line[]) : [];
}

export const linesKind: FieldKind = {
  Cell: LinesCell,
  Input: LinesControl,
  toText: linesText,
  width: 120,
  isLarge: true,
  blank: [],
};
