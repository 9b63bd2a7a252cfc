import { NativeSelect } from "@mantine/core";
import type { Level } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { sentence } from "@/ui/toasts.ts";

const LEVELS = ["read", "write"] as const satisfies Level[];

/** How far a grant goes. */
export function LevelSelect({ value, onChange }: { value: Level; onChange: (level: Level) => void }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t("access.sharing.level")}
      data={LEVELS.map((level) => ({ value: level, label: sentence(t(`access.levels.${level}`)) }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Level)}
    />
  );
}
