/** S16: the tree of who answers for whom. Nodes move by drag, and from their dialog for keyboards. */
import { Button, Loader } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Role, User } from "@rapport/sdk";
import { Network, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useRoles } from "@/data/access.ts";
import { useUsers } from "@/data/meta.ts";
import { EmptyState, ErrorState } from "@/ui/states.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { Panel } from "../panel.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { RoleTree } from "./role-tree.tsx";
import { isBelow } from "./role-order.ts";

type Edited = { role?: Role; parent: string | null } | null;

export default function Roles() {
  const { t } = useTranslation();
  const roles = useRoles();
  const users = useUsers();
  const [edited, setEdited] = useState<Edited>(null);
  const actions = useRoleActions(roles.data ?? [], users.data ?? []);
  if (roles.isError) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  return (
    <Panel
      title={t("access.roles.title")}
      text={t("access.roles.text")}
      actions={
        <Button size="compact-md" leftSection={<Plus size={15} />} onClick={() => setEdited({ parent: null })}>
          {t("access.roles.add")}
        </Button>
      }
    >
      {roles.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {roles.data?.length === 0 && <EmptyState icon={Network} title={t("access.roles.none")} text={t("access.roles.noneText")} />}
      {roles.data && roles.data.length > 0 && (
        <RoleTree
          roles={roles.data}
          users={users.data ?? []}
          onMove={actions.move}
          onAdd={(parent) => setEdited({ parent: parent.id })}
          onEdit={(role) => setEdited({ role, parent: role.parent })}
          onRemove={actions.remove}
        />
      )}
      {edited && <RoleDialog {...edited} roles={roles.data ?? []} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

/** Moving and removing change what people see, so both ask first. */
function useRoleActions(roles: Role[], users: User[]) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const save = useAccessChange(({ id, parent }: { id: string; parent: string | null }) => api.access.updateRole(id, { parent }));
  const remove = useAccessChange((id: string) => api.access.deleteRole(id));
  const move = (role: Role, to: Role | null) => {
    if (role.parent === (to?.id ?? null) || (to && isBelow(roles, to.id, role.id))) return;
    modals.openConfirmModal({
      title: t("access.roles.moveTitle", { name: role.name }),
      children: to ? t("access.roles.moveText", { name: role.name, to: to.name }) : t("access.roles.moveTop", { name: role.name }),
      labels: { confirm: t("access.roles.move"), cancel: t("common.cancel") },
      onConfirm: () => save.mutate({ id: role.id, parent: to?.id ?? null }, { onError: showError }),
    });
  };
  const ask = (role: Role) =>
    modals.openConfirmModal({
      title: t("access.removeTitle", { name: role.name }),
      children: t("access.roles.removeText", { count: users.filter((user) => user.role?.id === role.id).length }),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(role.id, { onError: showError }),
    });
  return { move, remove: ask };
}
