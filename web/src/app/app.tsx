import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { queryClient } from "@/data/query-client.ts";
import { router } from "./router.tsx";
import { resolveVariables, theme } from "./theme.ts";

export function App() {
  const { t } = useTranslation();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ModalsProvider
          labels={{ confirm: t("common.confirm"), cancel: t("common.cancel") }}
          modalProps={{ closeButtonProps: { "aria-label": t("common.close") } }}
        >
          <Notifications position="bottom-center" limit={4} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
