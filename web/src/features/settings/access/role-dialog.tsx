/** A role's name, its place in the tree and whether its users share with each other. */
import { Button, Group, Modal, NativeSelect, Stack, Switch, TextInput } from "@mantine/core";
import { RapportError, type Role, type RoleInput } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { Problem } from "@/ui/problem.tsx";
import { sentence } from "@/ui/toasts.ts";
import { inOrder, isBelow } from "./role-order.ts";

interface Props {
  role?: Role;
  parent: string | null;
  roles: Role[];
  onClose: () => void;
}

/** A space that a list of choices keeps. */
const INDENT = "\u2003";

export function RoleDialog({ role, parent, roles, onClose }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState({ name: role?.name ?? "", parent, share_with_peers: role?.share_with_peers ?? false });
  const save = useAccessChange((input: RoleInput) => (role ? api.access.updateRole(role.id, input) : api.access.addRole(input)));
  const at = (name: string) => {
    const message = save.error instanceof RapportError ? save.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const places = inOrder(roles).filter((one) => !role || !isBelow(roles, one.role.id, role.id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...draft, name: draft.name.trim() }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={role ? t("access.roles.editTitle", { name: role.name }) : t("access.roles.add")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {save.error && !at("name") && !at("parent") && <Problem error={save.error} />}
          <TextInput label={t("access.users.name")} value={draft.name} required data-autofocus error={at("name")} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
          <NativeSelect
            label={t("access.roles.under")}
            description={t("access.roles.underText")}
            data={[
              { value: "", label: t("access.roles.top") },
              ...places.map((one) => ({ value: one.role.id, label: INDENT.repeat(one.depth) + one.role.name })),
            ]}
            value={draft.parent ?? ""}
            error={at("parent")}
            onChange={(event) => setDraft({ ...draft, parent: event.currentTarget.value || null })}
          />
          <Switch
            label={t("access.roles.sharePeers")}
            description={t("access.roles.sharePeersText")}
            checked={draft.share_with_peers}
            onChange={(event) => setDraft({ ...draft, share_with_peers: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
