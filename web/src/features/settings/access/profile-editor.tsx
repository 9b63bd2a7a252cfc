/** One profile: its name, what it reaches, what it may do with each object and with the settings. */
import { Button, Checkbox, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Profile, ProfileInput } from "@rapport/sdk";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange } from "@/data/access.ts";
import { Problem } from "@/ui/problem.tsx";
import { Panel } from "../panel.tsx";
import styles from "./access.module.css";
import { changesOf, type Draft, draftOf, SETTINGS } from "./profile-rights.ts";
import { RightsGrid } from "./rights-grid.tsx";

export function ProfileEditor({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const before = draftOf(profile);
  const [draft, setDraft] = useState<Draft>(before);
  const save = useAccessChange((changes: ProfileInput) => api.access.updateProfile(profile.id, changes));
  const changes = changesOf(draft, before);
  const isChanged = Object.keys(changes).length > 0;
  const set = (next: Draft) => {
    setDraft(next);
    save.reset();
  };
  const submit = () =>
    save.mutate(changes, {
      onSuccess: (saved) => {
        setDraft(draftOf(saved));
        notifications.show({ message: t("settings.saved") });
      },
    });
  return (
    <>
      <Panel title={draft.name || t("common.untitled")} text={t("access.profiles.text")}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
            <TextInput label={t("access.users.name")} value={draft.name} required onChange={(event) => set({ ...draft, name: event.currentTarget.value })} />
            <TextInput label={t("access.profiles.description")} value={draft.description ?? ""} onChange={(event) => set({ ...draft, description: event.currentTarget.value })} />
          </SimpleGrid>
          <Switch
            label={t("access.profiles.administrator")}
            description={t("access.profiles.administratorText")}
            checked={draft.administrator}
            onChange={(event) => set({ ...draft, administrator: event.currentTarget.checked, own_records_only: false })}
          />
          {!draft.administrator && (
            <Switch
              label={t("access.profiles.ownOnly")}
              description={t("access.profiles.ownOnlyText")}
              checked={draft.own_records_only}
              onChange={(event) => set({ ...draft, own_records_only: event.currentTarget.checked })}
            />
          )}
        </Stack>
      </Panel>
      {!draft.administrator && (
        <>
          <Panel title={t("access.profiles.objects")} text={t("access.profiles.objectsText")}>
            <RightsGrid draft={draft} onChange={set} />
          </Panel>
          <Panel title={t("access.profiles.settings")} text={t("access.profiles.settingsText")}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
              {SETTINGS.map((right) => (
                <Checkbox
                  key={right}
                  label={t(`access.settings.${right}`)}
                  description={t(`access.settings.${right}Text`)}
                  checked={draft.settings[right] ?? false}
                  onChange={(event) => set({ ...draft, settings: { ...draft.settings, [right]: event.currentTarget.checked } })}
                />
              ))}
            </SimpleGrid>
          </Panel>
        </>
      )}
      {isChanged && (
        <div className={styles.saveBar}>
          <Problem error={save.error} />
          <div className={styles.saveButtons}>
            <span role="status">{t("access.profiles.unsaved")}</span>
            <Button variant="default" onClick={() => set(before)}>
              {t("access.profiles.reset")}
            </Button>
            <Button disabled={!draft.name.trim()} loading={save.isPending} onClick={submit}>
              {t("common.save")}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
