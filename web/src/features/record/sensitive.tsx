/** Sensitive fields: a page does not hold their values. Who asks to see one fetches it, and the audit trail notes that. */
import { Button, Group } from "@mantine/core";
import type { Entity, Field, RecordData } from "@rapport/sdk";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { pathOf } from "@/data/meta.ts";
import { readValue } from "@/data/values.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./record.module.css";

interface Shown {
  id: string;
  version: number | undefined;
  value: unknown;
}

export interface Sensitive {
  /** The value is not here yet. */
  isMasked: boolean;
  value: unknown;
  reveal: () => Promise<void>;
}

/** What is shown belongs to one version of one record; another one is masked again. */
export function useSensitive(entity: Entity, field: Field, record: RecordData): Sensitive {
  const showError = useErrorToast();
  const [shown, setShown] = useState<Shown | null>(null);
  const isShown = shown?.id === record.id && shown.version === record.version;
  if (!field.sensitive) return { isMasked: false, value: readValue(field, record), reveal: async () => {} };

  async function reveal(): Promise<void> {
    try {
      const { data } = await api.records(entity.plural).get(record.id, { fields: [pathOf(field)] });
      setShown({ id: record.id, version: record.version, value: readValue(field, data) });
    } catch (error) {
      showError(error);
    }
  }
  return { isMasked: !isShown, value: isShown ? shown.value : null, reveal };
}

export function MaskedValue({ field, onShow }: { field: Field; onShow: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap">
      <span className={styles.empty} aria-hidden="true">
        ••••••
      </span>
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<Eye size={13} aria-hidden="true" />}
        aria-label={t("record.reveal", { label: field.label })}
        onClick={() => void onShow()}
      >
        {t("record.revealShort")}
      </Button>
    </Group>
  );
}
