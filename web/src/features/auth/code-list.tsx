/** The codes for when the phone is lost, shown this once. */
import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { Check, Copy, Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { saveBlob } from "@/ui/save-blob.ts";
import styles from "./auth.module.css";

export function CodeList({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const text = codes.join("\n");
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {t("account.security.codesText")}
      </Text>
      <ul className={styles.codes} aria-label={t("account.security.codesTitle")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>
              {t(copied ? "account.security.copied" : "account.security.copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          leftSection={<Download size={15} />}
          onClick={() => saveBlob(new Blob([`${text}\n`], { type: "text/plain" }), "rapport-recovery-codes.txt")}
        >
          {t("account.security.download")}
        </Button>
        <Button ml="auto" onClick={onDone} data-autofocus>
          {t("account.security.kept")}
        </Button>
      </Group>
    </Stack>
  );
}
