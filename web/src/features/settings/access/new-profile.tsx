/** A new profile begins as a copy of the one being looked at. */
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import type { Profile } from "@rapport/sdk";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { Problem } from "@/ui/problem.tsx";
import { draftOf } from "./profile-rights.ts";

interface Props {
  model: Profile;
  onClose: () => void;
  onDone: (id: string) => void;
}

export function NewProfile({ model, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const add = useAccessChange(() => api.access.addProfile({ ...draftOf(model), name: name.trim() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(undefined, { onSuccess: (made) => onDone(made.id) });
  };
  return (
    <Modal opened onClose={onClose} title={t("access.profiles.add")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Problem error={add.error} />
          <TextInput
            label={t("access.users.name")}
            description={t("access.profiles.copyOf", { name: model.name })}
            value={name}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t("access.profiles.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
