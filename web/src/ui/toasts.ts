/** Short messages at the edge of the page. */
import { notifications } from "@mantine/notifications";
import { RapportError } from "@rapport/sdk";
import { useTranslation } from "react-i18next";

/** What to tell a person about a failure. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof RapportError)) return t("error.unexpected");
    if (error.isOffline) return t("error.offline");
    const [first] = error.fields;
    return sentence(first ? `${first.field}: ${first.message}` : error.message);
  };
}

export function useErrorToast(): (error: unknown) => void {
  const { t } = useTranslation();
  const text = useErrorText();
  return (error) =>
    notifications.show({
      color: "red",
      title: t("error.title"),
      message: text(error),
      role: "alert",
      closeButtonProps: { "aria-label": t("common.close") },
    });
}

/** The server writes messages in lower case and without a full stop. */
export function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
