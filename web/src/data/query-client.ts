/** The cache of everything read from the server. */
import { RapportError } from "@rapport/sdk";
import { QueryClient } from "@tanstack/react-query";

const ATTEMPTS = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => isPassing(error) && failures < ATTEMPTS,
    },
    mutations: { retry: false },
  },
});

/** Whether trying again may help. */
function isPassing(error: unknown): boolean {
  return error instanceof RapportError && (error.isOffline || error.status >= 502);
}
