/** What takes effect at once: colours and shortcuts. */
import { type MantineColorScheme, Radio, Stack, Switch, Title, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSingleKeys } from "@/app/shortcuts.ts";
import styles from "./settings.module.css";

const SCHEMES = ["auto", "light", "dark"] as const;

export function Appearance() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <section className={styles.panel} aria-labelledby="appearance-title">
      <Title order={2} size="h5" id="appearance-title" mb="sm">
        {t("shell.scheme")}
      </Title>
      <Stack gap="lg">
        <Radio.Group
          aria-labelledby="appearance-title"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
        >
          <div className={styles.choicesRow}>
            {SCHEMES.map((value) => (
              <Radio key={value} value={value} label={t(`shell.schemes.${value}`)} />
            ))}
          </div>
        </Radio.Group>
        <Switch
          label={t("shortcuts.singleKeys")}
          description={t("shortcuts.singleKeysText")}
          checked={hasSingleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </Stack>
    </section>
  );
}
