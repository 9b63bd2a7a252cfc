/** Providers through which one signs in. */
import { ActionIcon } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { OwnProvider } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { formatAgo } from "@/fields/format.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./security.module.css";

export function Providers() {
  const { t } = useTranslation();
  const links = useQuery({ queryKey: keys.account("own-providers"), queryFn: () => api.account.ownProviders() });
  if (!links.data || links.data.length === 0) return null;
  return (
    <Panel title={t("account.security.providers")} text={t("account.security.providersText")}>
      <ul className={styles.list}>
        {links.data.map((link) => (
          <ProviderRow key={link.id} link={link} />
        ))}
      </ul>
    </Panel>
  );
}

function ProviderRow({ link }: { link: OwnProvider }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const remove = useMutation({
    mutationFn: () => api.account.removeProvider(link.id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.account("own-providers") }),
    onError: showError,
  });
  const name = link.label;
  const ask = () =>
    modals.openConfirmModal({
      title: t("account.security.removeProvider", { name }),
      children: t("account.security.removeProviderText"),
      labels: { confirm: t("account.security.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <li>
      <Link2 size={18} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.what}>
        {name}
        <div className={settings.dim}>
          {link.email}
          {" · "}
          {t("account.security.added", { when: formatAgo(link.created_at) })}
        </div>
      </div>
      <ActionIcon size={28} aria-label={t("account.security.removeProvider", { name })} onClick={ask}>
        <Trash2 size={15} />
      </ActionIcon>
    </li>
  );
}
