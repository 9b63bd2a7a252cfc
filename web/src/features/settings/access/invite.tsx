/** Makes an invitation; its link is shown this once. */
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { RapportError } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useProfiles } from "@/data/access.ts";
import { Problem } from "@/ui/problem.tsx";
import { SecretOnce } from "@/ui/secret-once.tsx";
import { sentence } from "@/ui/toasts.ts";
import { ProfileSelect, RoleSelect } from "./user-dialog.tsx";

interface Person {
  name: string;
  email: string;
  /** Empty: the usual one. */
  profile: string;
  role: string | null;
}

export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const profiles = useProfiles().data ?? [];
  const [person, setPerson] = useState<Person>({ name: "", email: "", profile: "", role: null });
  const usual = profiles.find((one) => one.name === "Sales representative") ?? profiles.find((one) => !one.administrator);
  const profile = person.profile || (usual?.id ?? "");
  const invite = useAccessChange(() =>
    api.access.invite({
      name: person.name,
      email: person.email,
      ...(profile ? { profile } : {}),
      ...(person.role ? { role: person.role } : {}),
    }),
  );
  const set = (part: Partial<Person>) => {
    setPerson({ ...person, ...part });
    invite.reset();
  };
  const at = (name: keyof Person) => {
    const message = invite.error instanceof RapportError ? invite.error.fieldMessage(name) : undefined;
    return message && sentence(message);
  };
  const isElsewhere = invite.error && !(["name", "email", "profile", "role"] as const).some(at);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(undefined);
  };
  const link = invite.data?.link;

  return (
    <Modal opened onClose={onClose} title={t("access.users.invite")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {link ? (
        <SecretOnce
          text={t("access.users.linkText", { name: person.name })}
          label={t("access.users.link")}
          value={link}
          onClose={onClose}
        />
      ) : (
        <form onSubmit={submit}>
          <Stack gap="sm">
            {isElsewhere && <Problem error={invite.error} />}
            <TextInput label={t("access.users.name")} value={person.name} required data-autofocus error={at("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
            <TextInput label={t("auth.email")} type="email" value={person.email} required error={at("email")} onChange={(event) => set({ email: event.currentTarget.value })} />
            <ProfileSelect value={profile} error={at("profile")} onChange={(id) => set({ profile: id })} />
            <RoleSelect value={person.role} error={at("role")} onChange={(role) => set({ role })} />
          </Stack>
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={invite.isPending}>
              {t("access.users.makeLink")}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
