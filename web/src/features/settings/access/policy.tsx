/** What the company demands of everybody who signs in. */
import { Switch } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";

export function Policy() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const policy = useQuery({ queryKey: keys.account("policy"), queryFn: () => api.access.policy(), retry: false });
  const save = useMutation({
    mutationFn: (second_factor_required: boolean) => api.access.updatePolicy({ second_factor_required }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["account"] }),
    onError: showError,
  });
  if (!policy.data) return null;
  const isOn = policy.data.second_factor_required;
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.policy.second"),
      children: t(isOn ? "access.policy.sureOff" : "access.policy.sureOn"),
      labels: { confirm: t("access.policy.change"), cancel: t("common.cancel") },
      onConfirm: () => save.mutate(!isOn),
    });
  return (
    <Panel title={t("access.policy.title")}>
      <Switch label={t("access.policy.second")} description={t("access.policy.secondText")} checked={isOn} onChange={ask} />
    </Panel>
  );
}
