import { Kbd, Modal, Switch } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { SHORTCUTS, type ShortcutName, shortcutText, useSingleKeys } from "@/app/shortcuts.ts";
import styles from "./shell.module.css";

/** All shortcuts, and the switch that turns single keys off. */
export function ShortcutSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("shortcuts.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <dl className={styles.keys}>
        {(Object.keys(SHORTCUTS) as ShortcutName[]).map((name) => (
          <Fragment key={name}>
            <dt>{t(`shortcuts.${name}`)}</dt>
            <dd>
              <Kbd>{shortcutText(SHORTCUTS[name].keys)}</Kbd>
            </dd>
          </Fragment>
        ))}
      </dl>
      <Switch
        mt="lg"
        label={t("shortcuts.singleKeys")}
        description={t("shortcuts.singleKeysText")}
        checked={hasSingleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}
