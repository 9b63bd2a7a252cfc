import type { Import } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { Chip } from "@/ui/chip.tsx";

const COLORS: Record<Import["state"], string> = {
  draft: "gray",
  checking: "blue",
  checked: "blue",
  running: "blue",
  done: "green",
  failed: "red",
  undoing: "orange",
  undone: "gray",
};

export function StateChip({ state }: { state: Import["state"] }) {
  const { t } = useTranslation();
  return <Chip color={COLORS[state]}>{t(`imports.state.${state}`)}</Chip>;
}
