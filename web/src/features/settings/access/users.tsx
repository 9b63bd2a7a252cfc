/** S16: who works here, what they may do, and how to bring in others. */
import { Button, Loader, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Invitation, User } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Search, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { keys } from "@/data/keys.ts";
import { useUsers } from "@/data/meta.ts";
import { formatDate } from "@/fields/format.ts";
import { ErrorState } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import styles from "../settings.module.css";
import { Invite } from "./invite.tsx";
import { Policy } from "./policy.tsx";
import { UserDialog } from "./user-dialog.tsx";
import { UserRow } from "./user-row.tsx";

/** With fewer, one sees everybody at a glance. */
const MANY = 8;

export default function Users() {
  const { t } = useTranslation();
  const users = useUsers();
  const [isInviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const [search, setSearch] = useState("");
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
  const all = users.data ?? [];
  const edited = all.find((user) => user.id === editing);
  return (
    <>
      <Panel
        title={t("access.users.title")}
        actions={
          <Button size="compact-md" leftSection={<UserPlus size={15} />} onClick={() => setInviting(true)}>
            {t("access.users.invite")}
          </Button>
        }
      >
        {users.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
        {all.length > MANY && (
          <TextInput
            className={styles.grow}
            mb="xs"
            size="xs"
            leftSection={<Search size={14} />}
            placeholder={t("access.users.search")}
            aria-label={t("access.users.search")}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <table className={styles.table} aria-label={t("access.users.title")}>
          <thead>
            <tr>
              <th scope="col">{t("access.users.name")}</th>
              <th scope="col">{t("access.users.profile")}</th>
              <th scope="col">{t("access.users.role")}</th>
              <th scope="col">{t("access.users.teams")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("access.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.filter((user) => matches(user, search)).map((user) => (
              <UserRow key={user.id} user={user} onEdit={() => setEditing(user.id)} />
            ))}
          </tbody>
        </table>
      </Panel>
      <Pending />
      <Policy />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {edited && <UserDialog user={edited} onClose={() => setEditing(null)} />}
    </>
  );
}

function matches(user: User, search: string): boolean {
  const text = [user.name, user.email, user.profile.name, user.role?.name].join(" ").toLocaleLowerCase();
  return text.includes(search.trim().toLocaleLowerCase());
}

/** Invitations nobody has accepted yet. */
function Pending() {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const invitations = useQuery({ queryKey: [...keys.users, "invitations"], queryFn: () => api.invitations() });
  const withdraw = useAccessChange((id: string) => api.access.withdraw(id));
  const pending = invitations.data ?? [];
  const ask = ({ id, name }: Invitation) =>
    modals.openConfirmModal({
      title: t("access.users.withdrawOf", { name }),
      children: t("access.users.withdrawText", { name }),
      labels: { confirm: t("access.users.withdraw"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => withdraw.mutate(id, { onError: showError }),
    });
  if (pending.length === 0) return null;
  return (
    <Panel title={t("access.users.pending")}>
      <ul className={styles.pending}>
        {pending.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>
            <span>{one.email}</span>
            <span className={styles.dim}>{t("access.users.until", { date: formatDate(one.expires_at) })}</span>
            <Button
              ml="auto"
              size="compact-sm"
              variant="subtle"
              aria-label={t("access.users.withdrawOf", { name: one.name })}
              onClick={() => ask(one)}
            >
              {t("access.users.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
