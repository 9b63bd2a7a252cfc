/** What is done for or with a user at once. What takes something away asks first. */
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import type { User } from "@rapport/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { SecretOnce } from "@/ui/secret-once.tsx";
import { useErrorToast } from "@/ui/toasts.ts";

export function useUserActions(user: User) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showError = useErrorToast();
  const change = useAccessChange(({ active }: { active: boolean }) => api.access.updateUser(user.id, { active }));
  const unlock = useAccessChange((id: string) => api.access.unlock(id));
  const factors = useAccessChange((id: string) => api.access.resetFactors(id));
  const { name } = user;
  const tell = (message: string) => notifications.show({ message });
  const sure = (title: string, text: string, confirm: string, isGrave: boolean, act: () => void) =>
    modals.openConfirmModal({
      title,
      children: text,
      labels: { confirm, cancel: t("common.cancel") },
      confirmProps: isGrave ? { color: "red.9" } : {},
      onConfirm: act,
    });

  async function impersonate() {
    try {
      await api.session.impersonate(user.id);
      await navigate({ to: "/" });
      await client.resetQueries();
    } catch (error) {
      showError(error);
    }
  }

  async function makeResetLink() {
    try {
      const { link } = await api.access.resetLink(user.id);
      showSecret(link);
    } catch (error) {
      showError(error);
    }
  }

  function showSecret(link: string) {
    const id = modals.open({
      title: t("access.users.reset"),
      children: (
        <SecretOnce
          text={t("access.users.resetText", { name })}
          label={t("access.users.resetLink")}
          value={link}
          onClose={() => modals.close(id)}
        />
      ),
    });
  }

  const text = (part: "off" | "on" | "reset" | "actAs" | "factors") => t(`access.users.sure.${part}`, { name });
  return {
    unlock: () =>
      unlock.mutate(user.id, { onSuccess: () => tell(t("access.users.unlocked", { name })), onError: showError }),
    reset: () => sure(t("access.users.reset"), text("reset"), t("access.users.makeLink"), false, () => void makeResetLink()),
    impersonate: () => sure(t("access.users.actAs"), text("actAs"), t("access.users.actAs"), false, () => void impersonate()),
    takeFactors: () =>
      sure(t("access.users.takeFactors"), text("factors"), t("access.remove"), true, () =>
        factors.mutate(user.id, { onSuccess: () => tell(t("access.users.factorsTaken", { name })), onError: showError }),
      ),
    switchActive: () => {
      const active = !user.active;
      const label = t(active ? "access.users.activate" : "access.users.deactivate");
      sure(t("access.users.changeOf", { name }), text(active ? "on" : "off"), label, !active, () =>
        change.mutate({ active }, { onError: showError }),
      );
    },
  };
}
