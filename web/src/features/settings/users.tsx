/** Who works here, what they may do, and how to bring in others. */
import { Button, Loader, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useUsers } from "@/data/meta.ts";
import { formatDate } from "@/fields/format.ts";
import { ErrorState } from "@/ui/states.tsx";
import { Invite } from "./invite.tsx";
import styles from "./settings.module.css";
import { UserRow } from "./user-row.tsx";

export function Users() {
  const { t } = useTranslation();
  const users = useUsers();
  const [isInviting, setInviting] = useState(false);
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <>
      <section className={styles.panel} aria-labelledby="users-title">
        <div className={styles.panelHead}>
          <Title order={2} size="h5" id="users-title">
            {t("settings.users.title")}
          </Title>
          <Button size="compact-md" leftSection={<UserPlus size={15} />} onClick={() => setInviting(true)}>
            {t("settings.users.invite")}
          </Button>
        </div>
        {users.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("settings.users.name")}</th>
              <th scope="col">{t("settings.users.role")}</th>
              <th scope="col">{t("settings.users.access")}</th>
              <th scope="col">{t("settings.users.active")}</th>
            </tr>
          </thead>
          <tbody>
            {users.data?.map((user) => (
              <UserRow key={user.id} user={user} />
            ))}
          </tbody>
        </table>
      </section>
      <Pending />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
    </>
  );
}

/** Invitations nobody has accepted yet. */
function Pending() {
  const { t } = useTranslation();
  const invitations = useQuery({ queryKey: [...keys.users, "invitations"], queryFn: () => api.invitations() });
  const pending = invitations.data ?? [];
  if (pending.length === 0) return null;
  return (
    <section className={styles.panel} aria-labelledby="pending-title">
      <Title order={2} size="h5" id="pending-title" mb="xs">
        {t("settings.users.pending")}
      </Title>
      <ul className={styles.pending}>
        {pending.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>
            <span>{one.email}</span>
            <span className={styles.dim}>{t("settings.users.until", { date: formatDate(one.expires_at) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
