/** S16: profiles, which say what their users may do. */
import { Badge, Button, Loader, Select } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Profile } from "@rapport/sdk";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useAccessChange, useProfiles } from "@/data/access.ts";
import { useErrorToast } from "@/ui/toasts.ts";
import { ErrorState } from "@/ui/states.tsx";
import styles from "../settings.module.css";
import { NewProfile } from "./new-profile.tsx";
import { ProfileEditor } from "./profile-editor.tsx";

export default function Profiles() {
  const { t } = useTranslation();
  const profiles = useProfiles();
  const [id, setId] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  if (profiles.isError) return <ErrorState error={profiles.error} onRetry={() => void profiles.refetch()} />;
  if (!profiles.data) return <Loader size="sm" aria-label={t("common.loading")} />;
  const profile = profiles.data.find((one) => one.id === id) ?? profiles.data[0];
  return (
    <>
      <div className={styles.bar}>
        <Select
          className={styles.grow}
          label={t("access.profiles.one")}
          data={profiles.data.map(({ id: value, name }) => ({ value, label: name }))}
          value={profile?.id ?? null}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t("field.noOption")}
          onChange={setId}
        />
        {profile && (
          <Badge variant="light" color="gray" size="lg" mr="auto" mb={6}>
            {t("access.profiles.users", { count: profile.users })}
          </Badge>
        )}
        <div className={styles.buttons}>
          {profile && <RemoveProfile profile={profile} onDone={() => setId(null)} />}
          <Button variant="default" leftSection={<Plus size={15} />} onClick={() => setAdding(true)}>
            {t("access.profiles.add")}
          </Button>
        </div>
      </div>
      {profile && <ProfileEditor key={profile.id} profile={profile} />}
      {isAdding && profile && (
        <NewProfile
          model={profile}
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            setId(made);
          }}
        />
      )}
    </>
  );
}

function RemoveProfile({ profile, onDone }: { profile: Profile; onDone: () => void }) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const remove = useAccessChange(() => api.access.deleteProfile(profile.id));
  const { name } = profile;
  const ask = () =>
    modals.openConfirmModal({
      title: t("access.removeTitle", { name }),
      children: t("access.profiles.removeText"),
      labels: { confirm: t("access.remove"), cancel: t("common.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate(undefined, { onSuccess: onDone, onError: showError }),
    });
  return (
    <Button variant="default" leftSection={<Trash2 size={15} />} loading={remove.isPending} onClick={ask}>
      {t("access.remove")}
    </Button>
  );
}
