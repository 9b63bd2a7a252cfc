/** Not built yet. */
import { Hammer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/states.tsx";

export default function Page() {
  const { t } = useTranslation();
  return <EmptyState icon={Hammer} title={t("common.comingSoon")} />;
}
