import { ActionIcon, Badge, Menu } from "@mantine/core";
import type { Role, User } from "@rapport/sdk";
import { ArrowUpToLine, Ellipsis, GripVertical, Pencil, Plus, Trash2 } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonAvatar } from "@/ui/person-avatar.tsx";
import styles from "./access.module.css";
import { childrenOf } from "./role-order.ts";

interface Props {
  roles: Role[];
  users: User[];
  onMove: (role: Role, to: Role | null) => void;
  onAdd: (parent: Role) => void;
  onEdit: (role: Role) => void;
  onRemove: (role: Role) => void;
}

export function RoleTree(props: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<Role | null>(null);
  const drag = { dragged, setDragged };
  return (
    <>
      <Branch {...props} {...drag} parent={null} label={t("access.roles.title")} />
      {dragged?.parent && (
        <DropZone className={styles.topZone} onDrop={() => props.onMove(dragged, null)}>
          <ArrowUpToLine size={15} aria-hidden="true" /> {t("access.roles.toTop")}
        </DropZone>
      )}
    </>
  );
}

interface BranchProps extends Props {
  parent: string | null;
  label?: string;
  dragged: Role | null;
  setDragged: (role: Role | null) => void;
}

function Branch({ parent, label, ...props }: BranchProps) {
  const roles = childrenOf(props.roles, parent);
  if (roles.length === 0) return null;
  return (
    <ul className={styles.branch} aria-label={label}>
      {roles.map((role) => (
        <li key={role.id}>
          <RoleNode {...props} role={role} />
          <Branch {...props} parent={role.id} />
        </li>
      ))}
    </ul>
  );
}

function RoleNode({ role, users, dragged, setDragged, onMove, onAdd, onEdit, onRemove }: Omit<BranchProps, "parent"> & { role: Role }) {
  const { t } = useTranslation();
  const { name } = role;
  const people = users.filter((user) => user.role?.id === role.id);
  return (
    <DropZone className={styles.role} onDrop={() => dragged && dragged.id !== role.id && onMove(dragged, role)}>
      <span
        className={styles.grip}
        draggable
        title={t("access.roles.drag", { name })}
        onDragStart={(event) => {
          event.dataTransfer.setData("text/plain", role.id);
          event.dataTransfer.effectAllowed = "move";
          setDragged(role);
        }}
        onDragEnd={() => setDragged(null)}
      >
        <GripVertical size={15} aria-hidden="true" />
      </span>
      <div className={styles.roleText}>
        <strong>{name}</strong>
        {role.share_with_peers && <Badge variant="light">{t("access.roles.peers")}</Badge>}
        <div className={styles.people}>
          {people.map((user) => (
            <span key={user.id} className={styles.personChip}>
              <PersonAvatar name={user.name} /> {user.name}
            </span>
          ))}
          {people.length === 0 && t("access.roles.nobody")}
        </div>
      </div>
      <ActionIcon size={28} aria-label={t("access.roles.addBelow", { name })} onClick={() => onAdd(role)}>
        <Plus size={15} />
      </ActionIcon>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={t("access.roles.more", { name })}>
            <Ellipsis size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={15} />} onClick={() => onEdit(role)}>
            {t("access.roles.edit")}
          </Menu.Item>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<Trash2 size={15} />} onClick={() => onRemove(role)}>
            {t("access.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </DropZone>
  );
}

function DropZone({ className, onDrop, children }: { className: string | undefined; onDrop: () => void; children: React.ReactNode }) {
  const [isOver, setOver] = useState(false);
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      className={className}
      data-over={isOver || undefined}
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      {children}
    </div>
  );
}
