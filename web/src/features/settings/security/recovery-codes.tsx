import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CodeList } from "@/features/auth/code-list.tsx";

/** Stays open until one says that the codes are kept. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("account.security.codesTitle")}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <CodeList codes={codes} onDone={onClose} />
    </Modal>
  );
}
