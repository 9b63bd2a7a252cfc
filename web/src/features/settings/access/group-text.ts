/** A group in words: "Team Berlin", "Role Manager and below". */
import type { Group, GroupKind } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { useGroupNames } from "@/data/access.ts";

const KINDS = ["role", "role_and_below", "team", "user"] as const satisfies GroupKind[];

export function useGroupText(): (group: Group | null) => string {
  const { t } = useTranslation();
  const names = useGroupNames();
  return (group) => {
    const kind = KINDS.find((one) => group?.[one]);
    const id = kind && group?.[kind];
    if (!kind || !id) return t("access.groups.everybody");
    return t(`access.groups.text.${kind}`, { name: names[kind].get(id) ?? "…" });
  };
}
