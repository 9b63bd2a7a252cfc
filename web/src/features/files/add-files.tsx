/** Where files are dropped or chosen, and how far each is. */
import { Button, CloseButton, FileButton, Group, Progress, Text } from "@mantine/core";
import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./files.module.css";
import type { Pending } from "./use-uploads.ts";

interface Props {
  label: string;
  isMultiple?: boolean;
  pending: Pending[];
  onFiles: (files: Iterable<File>) => void;
  onForget: (key: number) => void;
  children: ReactNode;
}

export function AddFiles({ label, isMultiple = true, pending, onFiles, onForget, children }: Props) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    onFiles(isMultiple ? files : files.slice(0, 1));
  }

  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="sm">
        <Choose label={label} isMultiple={isMultiple} onFiles={onFiles} />
        <Text size="xs" c="dimmed">
          {t("files.drop")}
        </Text>
      </Group>
      {pending.length > 0 && (
        <ul className={styles.pending} aria-label={t("files.pending")}>
          {pending.map((one) => (
            <Arriving key={one.key} one={one} onForget={() => onForget(one.key)} />
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}

function Choose({ label, isMultiple, onFiles }: Pick<Props, "label" | "onFiles"> & { isMultiple: boolean }) {
  const button = (props: { onClick: () => void }) => (
    <Button {...props} variant="default" size="compact-sm" leftSection={<FileUp size={14} />}>
      {label}
    </Button>
  );
  const inputProps = { "aria-label": label };
  return isMultiple ? (
    <FileButton multiple onChange={onFiles} inputProps={inputProps}>
      {button}
    </FileButton>
  ) : (
    <FileButton onChange={(file) => file && onFiles([file])} inputProps={inputProps}>
      {button}
    </FileButton>
  );
}

function Arriving({ one: { name, share, error }, onForget }: { one: Pending; onForget: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <span className={styles.name}>{name}</span>
      {error ? (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      ) : (
        <Progress className={styles.bar} value={share * 100} aria-label={t("files.sending", { name })} size="sm" />
      )}
      <CloseButton size="sm" aria-label={t(error ? "files.dismiss" : "files.stop", { name })} onClick={onForget} />
    </li>
  );
}
