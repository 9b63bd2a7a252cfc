/** What is kept about somebody, and what can be done about it. */
import { Alert, Button, Group, Loader } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Counted, ErasurePreview, Subject } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, Eraser, Lock } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useEntityByName } from "@/data/meta.ts";
import { Problem } from "@/ui/problem.tsx";
import { useErrorToast } from "@/ui/toasts.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import styles from "./privacy.module.css";
import { privacyKeys, usePrivacyChange } from "./use-privacy.ts";

interface Props {
  subject: Subject;
  name: string;
  /** The erasure has begun. */
  onGone: () => void;
}

export function Found({ subject, name, onGone }: Props) {
  const { t } = useTranslation();
  const showError = useErrorToast();
  const [dialog, setDialog] = useState<"erase" | "hold" | null>(null);
  const preview = useQuery({
    queryKey: privacyKeys.preview(subject),
    queryFn: () => api.privacy.preview(subject),
    staleTime: 0,
  });
  const collect = usePrivacyChange(() => api.privacy.collect(subject), privacyKeys.requests);
  if (preview.isPending) return <Loader mt="sm" size="sm" aria-label={t("common.loading")} />;
  if (preview.isError) return <Problem error={preview.error} />;
  const { holds, blocked } = preview.data;
  const close = () => setDialog(null);
  return (
    <section className={styles.found} aria-label={t("privacy.found.of", { name })}>
      <h3>{t("privacy.found.of", { name })}</h3>
      <Kept preview={preview.data} />
      {holds.map((hold) => (
        <Alert key={hold.id} color="orange" variant="light" icon={<Lock size={16} />}>
          {t("privacy.found.held", { reason: hold.reason })}
        </Alert>
      ))}
      {blocked && <Alert color="blue" variant="light">{t("privacy.found.active")}</Alert>}
      <Group gap="xs">
        <Button
          size="compact-md"
          leftSection={<Download size={15} />}
          loading={collect.isPending}
          onClick={() =>
            collect.mutate(undefined, { onSuccess: () => void notifications.show({ message: t("privacy.found.collecting") }), onError: showError })
          }
        >
          {t("privacy.found.export")}
        </Button>
        <Button size="compact-md" variant="default" leftSection={<Lock size={15} />} onClick={() => setDialog("hold")}>
          {t("privacy.found.hold")}
        </Button>
        <Button
          size="compact-md"
          color="red.9"
          leftSection={<Eraser size={15} />}
          disabled={holds.length > 0 || Boolean(blocked)}
          onClick={() => setDialog("erase")}
        >
          {t("privacy.found.erase")}
        </Button>
      </Group>
      {dialog === "hold" && <HoldDialog subject={subject} name={name} onClose={close} />}
      {dialog === "erase" && (
        <EraseDialog subject={subject} name={name} preview={preview.data} onClose={close} onErased={onGone} />
      )}
    </section>
  );
}

function Kept({ preview }: { preview: ErasurePreview }) {
  const { t } = useTranslation();
  const { user, records, activities, parts, linked, entries } = preview;
  return (
    <dl className={styles.kept}>
      {user && (
        <>
          <dt>{t("privacy.found.account")}</dt>
          <dd>{user.email}</dd>
        </>
      )}
      {records.length > 0 && (
        <>
          <dt>{t("privacy.found.records")}</dt>
          <dd>
            {records.map((record) => (
              <RecordLink key={record.id} {...record} />
            ))}
          </dd>
        </>
      )}
      <Counts label={t("privacy.found.belongs")} counts={[...activities, ...parts]} />
      <dt>{t("privacy.found.entries")}</dt>
      <dd>{t("privacy.found.entriesCount", { count: entries })}</dd>
      <Counts label={t(user ? "privacy.found.owned" : "privacy.found.linked")} counts={linked} />
    </dl>
  );
}

function RecordLink({ entity, id, title }: { entity: string; id: string; title: string }) {
  const known = useEntityByName(entity);
  if (!known) return <span>{title}</span>;
  return (
    <Link to="/records/$plural/$id" params={{ plural: known.plural, id }}>
      {known.label}: {title}
    </Link>
  );
}

function Counts({ label, counts }: { label: string; counts: Counted[] }) {
  if (counts.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {counts.map((one) => (
          <CountOf key={one.entity} {...one} />
        ))}
      </dd>
    </>
  );
}

function CountOf({ entity, count }: Counted) {
  const known = useEntityByName(entity);
  const name = count === 1 ? known?.label : known?.label_plural;
  return (
    <span>
      {count} {name ?? entity}
    </span>
  );
}
