/** One person: profile, role, teams, and what an administrator can do for them. */
import { ActionIcon, Badge, Menu } from "@mantine/core";
import type { User } from "@rapport/sdk";
import { Ellipsis, KeyRound, LockOpen, Pencil, ShieldOff, UserCheck, UserX, VenetianMask } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/data/me.ts";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import styles from "../settings.module.css";
import { useUserActions } from "./use-user-actions.tsx";

export function UserRow({ user, onEdit }: { user: User; onEdit: () => void }) {
  const { t } = useTranslation();
  const { user: me, access } = useMe();
  const act = useUserActions(user);
  const isMe = user.id === me.id;
  const { name } = user;
  const isLocked = Boolean(user.locked_until);
  const canActAs = access.administrator && !isMe && user.active && !user.profile.administrator;
  return (
    <tr data-off={!user.active || undefined}>
      <th scope="row">
        <div className={styles.person}>
          <PersonAvatar name={name} isLarge />
          <div>
            {name} {isMe && <Badge variant="light">{t("access.users.you")}</Badge>}
            {!user.active && (
              <Badge variant="light" color="gray">
                {t("access.users.off")}
              </Badge>
            )}
            {isLocked && (
              <Badge variant="light" color="gray">
                {t("access.users.locked")}
              </Badge>
            )}
            <div className={styles.dim}>{user.email}</div>
          </div>
        </div>
      </th>
      <td data-label={t("access.users.profile")}>{user.profile.name}</td>
      <td data-label={t("access.users.role")}>{user.role?.name ?? "–"}</td>
      <td data-label={t("access.users.teams")}>{user.teams?.map((team) => team.name).join(", ") || "–"}</td>
      <td className={styles.rowActions}>
        <ActionIcon size={28} aria-label={t("access.users.edit", { name })} onClick={onEdit}>
          <Pencil size={15} />
        </ActionIcon>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={28} aria-label={t("access.users.more", { name })}>
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {canActAs && (
              <Menu.Item leftSection={<VenetianMask size={15} />} onClick={act.impersonate}>
                {t("access.users.actAs")}
              </Menu.Item>
            )}
            {isLocked && (
              <Menu.Item leftSection={<LockOpen size={15} />} onClick={act.unlock}>
                {t("access.users.unlock")}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<KeyRound size={15} />} onClick={act.reset}>
              {t("access.users.reset")}
            </Menu.Item>
            {!isMe && (
              <>
                <Menu.Item leftSection={<ShieldOff size={15} />} onClick={act.takeFactors}>
                  {t("access.users.takeFactors")}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  {...(user.active ? { c: "var(--mantine-color-error)" } : {})}
                  leftSection={user.active ? <UserX size={15} /> : <UserCheck size={15} />}
                  onClick={act.switchActive}
                >
                  {t(user.active ? "access.users.deactivate" : "access.users.activate")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}
