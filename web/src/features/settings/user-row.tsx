/** One person: role, reach and whether they may sign in. Each change asks first, as it takes effect at once. */
import { Badge, Select, Switch } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { User } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useMe } from "@/data/me.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import styles from "./settings.module.css";

type Changes = Partial<Pick<User, "role" | "record_access" | "active">>;

export const ROLES = ["admin", "member"] as const;
export const REACHES = ["all", "own"] as const;

export function UserRow({ user }: { user: User }) {
  const { t } = useTranslation();
  const { user: me } = useMe();
  const change = useChange(user);
  const isMe = user.id === me.id;
  const { name } = user;

  return (
    <tr data-off={!user.active || undefined}>
      <th scope="row">
        <div className={styles.person}>
          <PersonAvatar name={name} isLarge />
          <div>
            {name} {isMe && <Badge variant="light">{t("settings.users.you")}</Badge>}
            <div className={styles.dim}>{user.email}</div>
          </div>
        </div>
      </th>
      <td data-label={t("settings.users.role")}>
        <Select
          size="xs"
          aria-label={t("settings.users.roleOf", { name })}
          data={ROLES.map((value) => ({ value, label: t(`settings.users.${value}`) }))}
          value={user.role}
          allowDeselect={false}
          onChange={(role) => role && role !== user.role && change(t(`settings.users.sure.${role}`, { name }), { role })}
        />
      </td>
      <td data-label={t("settings.users.access")}>
        <Select
          size="xs"
          aria-label={t("settings.users.accessOf", { name })}
          data={REACHES.map((value) => ({ value, label: t(`settings.users.${value}`) }))}
          value={user.record_access}
          allowDeselect={false}
          onChange={(reach) =>
            reach && reach !== user.record_access && change(t(`settings.users.sure.${reach}`, { name }), { record_access: reach })
          }
        />
      </td>
      <td data-label={t("settings.users.active")}>
        <Switch
          size="md"
          aria-label={t("settings.users.activeOf", { name })}
          checked={user.active}
          disabled={isMe}
          onChange={() => change(t(user.active ? "settings.users.sure.off" : "settings.users.sure.on", { name }), { active: !user.active })}
        />
      </td>
    </tr>
  );
}

function useChange(user: User): (question: string, changes: Changes) => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  const showError = useErrorToast();
  const { user: me } = useMe();
  const save = useMutation({
    mutationFn: (changes: Changes) => api.updateUser(user.id, changes),
    onError: showError,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.users });
      if (user.id === me.id) void client.invalidateQueries({ queryKey: keys.me });
    },
  });
  return (question, changes) =>
    modals.openConfirmModal({
      title: t("settings.users.sure.title", { name: user.name }),
      children: question,
      labels: { confirm: t("settings.users.change"), cancel: t("common.cancel") },
      onConfirm: () => save.mutate(changes),
    });
}
