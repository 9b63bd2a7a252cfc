/** The secret of an authenticator app, to scan or to type. */
import { Code, Text } from "@mantine/core";
import type { TotpSetup } from "@rapport/sdk";
import { useTranslation } from "react-i18next";
import { QrCode } from "@/ui/qr-code.tsx";
import styles from "./auth.module.css";

export function TotpKey({ setup }: { setup: TotpSetup }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">{t("account.security.scan")}</Text>
      <div className={styles.scan}>
        <QrCode text={setup.uri} label={t("account.security.qr")} />
      </div>
      <div>
        <Text size="sm">{t("account.security.orType")}</Text>
        <Code className={styles.secret}>{spaced(setup.secret)}</Code>
      </div>
    </>
  );
}

/** In groups of four, as people read and type it. */
function spaced(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
