/** Finds somebody: by a name or address in the records, or a user of the company. */
import { Button, Group, SegmentedControl, Select, TextInput } from "@mantine/core";
import type { SearchHit, Subject } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { useMay } from "@/data/me.ts";
import { useEntityByName, useUsers } from "@/data/meta.ts";
import { Problem } from "@/ui/problem.tsx";
import { Panel } from "../panel.tsx";
import settings from "../settings.module.css";
import styles from "./privacy.module.css";
import { Found } from "./found.tsx";

/** Records that are about a person. */
const PERSONS = ["contact", "lead"];

const KINDS = ["person", "user"] as const;

interface Chosen {
  subject: Subject;
  name: string;
}

export function Find() {
  const { t } = useTranslation();
  const may = useMay();
  const [kind, setKind] = useState<(typeof KINDS)[number]>("person");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const choose = (subject: Subject, name: string) => setChosen({ subject, name });
  return (
    <Panel title={t("privacy.find.title")} text={t("privacy.find.text")}>
      {may("users") && (
        <SegmentedControl
          mb="sm"
          size="xs"
          aria-label={t("privacy.find.kind")}
          data={KINDS.map((value) => ({ value, label: t(`privacy.find.${value}`) }))}
          value={kind}
          onChange={(value) => {
            setKind(value as typeof kind);
            setChosen(null);
          }}
        />
      )}
      {kind === "person" ? <InRecords onChoose={choose} /> : <AmongUsers onChoose={choose} />}
      {chosen && <Found key={JSON.stringify(chosen.subject)} {...chosen} onGone={() => setChosen(null)} />}
    </Panel>
  );
}

function InRecords({ onChoose }: { onChoose: (subject: Subject, name: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const hits = useQuery({
    queryKey: ["search", "privacy", asked],
    queryFn: ({ signal }) => api.search(asked, PERSONS, 8, signal),
    enabled: asked.length > 1,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    setAsked(wanted);
    if (wanted.includes("@")) onChoose({ email: wanted }, wanted);
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            className={settings.grow}
            label={t("privacy.find.label")}
            value={text}
            leftSection={<Search size={14} />}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={text.trim().length < 2} loading={hits.isFetching}>
            {t("privacy.find.go")}
          </Button>
        </Group>
      </form>
      <Problem error={hits.error} isPassive />
      {hits.data?.length === 0 && !asked.includes("@") && <p className={settings.dim}>{t("privacy.find.none")}</p>}
      {hits.data && hits.data.length > 0 && (
        <ul className={styles.hits} aria-label={t("privacy.find.hits")}>
          {hits.data.map((hit) => (
            <Hit key={hit.id} hit={hit} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </>
  );
}

function Hit({ hit, onChoose }: { hit: SearchHit; onChoose: (subject: Subject, name: string) => void }) {
  const entity = useEntityByName(hit.entity);
  return (
    <li>
      <Button
        variant="subtle"
        size="compact-md"
        onClick={() => onChoose({ entity: hit.entity, id: hit.id }, hit.title)}
      >
        {hit.title}
      </Button>
      <span className={settings.dim}>{[entity?.label, hit.subtitle].filter(Boolean).join(" · ")}</span>
    </li>
  );
}

function AmongUsers({ onChoose }: { onChoose: (subject: Subject, name: string) => void }) {
  const { t } = useTranslation();
  const users = useUsers().data ?? [];
  return (
    <Select
      className={settings.grow}
      label={t("privacy.find.whichUser")}
      data={users.map((user) => ({ value: user.id, label: `${user.name} (${user.email})` }))}
      searchable
      nothingFoundMessage={t("field.noOption")}
      onChange={(id) => {
        const user = users.find((one) => one.id === id);
        if (user) onChoose({ user: user.id }, user.name);
      }}
    />
  );
}
