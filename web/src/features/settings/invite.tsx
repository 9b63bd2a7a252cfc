/** Makes an invitation; its link is shown this once. */
import { Alert, Button, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { RapportError, type User } from "@rapport/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Copy } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { sentence, useErrorText } from "@/ui/toasts.ts";
import { REACHES, ROLES } from "./user-row.tsx";

type Person = Pick<User, "name" | "email" | "role" | "record_access">;

export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [person, setPerson] = useState<Person>({ name: "", email: "", role: "member", record_access: "all" });
  const invite = useMutation({
    mutationFn: () => api.invite(person),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  const link = invite.data?.link;

  return (
    <Modal opened onClose={onClose} title={t("settings.users.invite")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {link ? (
        <InvitationLink link={link} name={person.name} onClose={onClose} />
      ) : (
        <form onSubmit={submit}>
          <PersonFields
            person={person}
            error={invite.error}
            onChange={(part) => {
              setPerson({ ...person, ...part });
              invite.reset();
            }}
          />
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={invite.isPending}>
              {t("settings.users.makeLink")}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

interface FieldsProps {
  person: Person;
  error: Error | null;
  onChange: (part: Partial<Person>) => void;
}

function PersonFields({ person, error, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const text = useErrorText();
  const at = (name: keyof Person) => {
    const message = error instanceof RapportError ? error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const isElsewhere = error && !(["name", "email", "role", "record_access"] as const).some(at);
  return (
    <Stack gap="sm">
      {isElsewhere && (
        <Alert color="red" variant="light" role="alert">
          {text(error)}
        </Alert>
      )}
      <TextInput
        label={t("settings.users.name")}
        value={person.name}
        required
        data-autofocus
        error={at("name")}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t("auth.email")}
        type="email"
        value={person.email}
        required
        error={at("email")}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <Select
          label={t("settings.users.role")}
          data={ROLES.map((value) => ({ value, label: t(`settings.users.${value}`) }))}
          value={person.role}
          allowDeselect={false}
          error={at("role")}
          onChange={(role) => role && onChange({ role })}
        />
        <Select
          label={t("settings.users.access")}
          data={REACHES.map((value) => ({ value, label: t(`settings.users.${value}`) }))}
          value={person.record_access}
          allowDeselect={false}
          error={at("record_access")}
          onChange={(reach) => reach && onChange({ record_access: reach })}
        />
      </Group>
    </Stack>
  );
}

function InvitationLink({ link, name, onClose }: { link: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {t("settings.users.linkText", { name })}
      </Text>
      <TextInput
        aria-label={t("settings.users.link")}
        value={link}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>
              {t(copied ? "settings.users.copied" : "settings.users.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
