import { Button, FileButton, Loader, Text } from "@mantine/core";
import { FileUp } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./imports.module.css";

const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard";

interface Props {
  /** Something was chosen to put the file into. */
  isReady: boolean;
  isBusy: boolean;
  onFile: (file: File) => void;
}

/** A place to drop a file on, and a button for those who do not drag. */
export function DropZone({ isReady, isBusy, onFile }: Props) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const isOpen = isReady && !isBusy;

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && isOpen) onFile(file);
  }

  return (
    <div
      className={styles.drop}
      data-over={(isOver && isOpen) || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className={styles.dropIcon} aria-hidden="true">
        {isBusy ? <Loader size={22} /> : <FileUp size={24} strokeWidth={1.6} />}
      </span>
      <Text size="sm" c={isReady ? undefined : "dimmed"} role="status">
        {t(isBusy ? "imports.reading" : isReady ? "imports.drop" : "imports.chooseFirst")}
      </Text>
      <FileButton accept={ACCEPTED} onChange={(file) => file && onFile(file)} disabled={!isOpen} inputProps={{ "aria-label": t("imports.file") }}>
        {(props) => (
          <Button {...props} variant={isReady ? "filled" : "default"} disabled={!isOpen}>
            {t("imports.chooseFile")}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
