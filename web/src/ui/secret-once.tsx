/** Something that is shown once and must be copied now. */
import { Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useTranslation } from "react-i18next";

interface Props {
  text: string;
  label: string;
  value: string;
  onClose: () => void;
}

export function SecretOnce({ text, label, value, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {text}
      </Text>
      <TextInput aria-label={label} value={value} readOnly data-autofocus onFocus={(event) => event.currentTarget.select()} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button leftSection={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>
              {t(copied ? "account.security.copied" : "account.security.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
