/** Who works here, what they may do, and how to bring in others. */
import { Badge, Button, CopyButton, Group, Modal, Select, Stack, Switch, Table, Text, TextInput } from "@mantine/core";
import { RapportError, type User } from "@rapport/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { useMe } from "@/data/me.ts";
import { useUsers } from "@/data/meta.ts";
import { formatDate } from "@/fields/format.ts";
import { ErrorState } from "@/ui/states.tsx";
import { sentence, useErrorToast } from "@/ui/toasts.ts";
import styles from "./settings.module.css";

type Changes = Partial<Pick<User, "role" | "record_access" | "active">>;

export function Users() {
  const { t } = useTranslation();
  const users = useUsers();
  const [isInviting, setInviting] = useState(false);
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
  return (
    <section className={styles.panel}>
      <Group justify="space-between" mb="sm">
        <Text fw={600}>{t("settings.users.title")}</Text>
        <Button size="compact-md" onClick={() => setInviting(true)}>
          {t("settings.users.invite")}
        </Button>
      </Group>
      <div className={styles.scroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("settings.users.name")}</Table.Th>
              <Table.Th>{t("settings.users.role")}</Table.Th>
              <Table.Th>{t("settings.users.access")}</Table.Th>
              <Table.Th>{t("settings.users.active")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(users.data ?? []).map((user) => (
              <UserRow key={user.id} user={user} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Pending />
      {isInviting && <Invite onClose={() => setInviting(false)} />}
    </section>
  );
}

function UserRow({ user }: { user: User }) {
  const { t } = useTranslation();
  const { user: me } = useMe();
  const client = useQueryClient();
  const showError = useErrorToast();
  const isMe = user.id === me.id;

  async function change(changes: Changes) {
    try {
      await api.updateUser(user.id, changes);
    } catch (error) {
      showError(error);
    }
    await client.invalidateQueries({ queryKey: keys.users });
  }

  return (
    <Table.Tr>
      <Table.Td>
        {user.name} {isMe && <Badge variant="light">{t("settings.users.you")}</Badge>}
        <Text size="xs" c="dimmed">
          {user.email}
        </Text>
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={150}
          aria-label={t("settings.users.roleOf", { name: user.name })}
          data={[
            { value: "admin", label: t("settings.users.admin") },
            { value: "member", label: t("settings.users.member") },
          ]}
          value={user.role}
          allowDeselect={false}
          onChange={(value) => value && void change({ role: value as User["role"] })}
        />
      </Table.Td>
      <Table.Td>
        <Select
          size="xs"
          w={150}
          aria-label={t("settings.users.accessOf", { name: user.name })}
          data={[
            { value: "all", label: t("settings.users.all") },
            { value: "own", label: t("settings.users.own") },
          ]}
          value={user.record_access}
          allowDeselect={false}
          onChange={(value) => value && void change({ record_access: value as User["record_access"] })}
        />
      </Table.Td>
      <Table.Td>
        <Switch
          size="md"
          aria-label={t("settings.users.activeOf", { name: user.name })}
          checked={user.active}
          disabled={isMe}
          onChange={(event) => void change({ active: event.currentTarget.checked })}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** Invitations nobody has accepted yet. */
function Pending() {
  const { t } = useTranslation();
  const invitations = useQuery({ queryKey: [...keys.users, "invitations"], queryFn: () => api.invitations() });
  const pending = invitations.data ?? [];
  if (pending.length === 0) return null;
  return (
    <div className={styles.pending}>
      <Text fw={600} size="sm">
        {t("settings.users.pending")}
      </Text>
      <ul>
        {pending.map((one) => (
          <li key={one.id}>
            {t("settings.users.pendingOne", { name: one.name, email: one.email, date: formatDate(one.expires_at) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Makes an invitation; its link is shown this once. */
function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [link, setLink] = useState<string | null>(null);

  async function invite() {
    try {
      const invitation = await api.invite({ name, email });
      setLink(invitation.link ?? null);
      await client.invalidateQueries({ queryKey: keys.users });
    } catch (error) {
      setProblem(error instanceof RapportError ? sentence(error.message) : t("error.unexpected"));
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void invite();
  };

  return (
    <Modal opened onClose={onClose} title={t("settings.users.invite")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {link ? (
        <Stack gap="sm">
          <Text size="sm">{t("settings.users.linkText", { name })}</Text>
          <TextInput aria-label={t("settings.users.link")} value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
          <Group justify="flex-end" gap="xs">
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t("settings.users.copied") : t("settings.users.copy")}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{t("common.close")}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            <TextInput label={t("settings.users.name")} value={name} required data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
            <TextInput
              label={t("auth.email")}
              type="email"
              value={email}
              required
              error={problem}
              onChange={(event) => {
                setEmail(event.currentTarget.value);
                setProblem(null);
              }}
            />
            <Group justify="flex-end">
              <Button type="submit">{t("settings.users.makeLink")}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
