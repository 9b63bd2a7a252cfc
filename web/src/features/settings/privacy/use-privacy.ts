/** Requests, holds and rules: read once, read anew after each change. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

export const privacyKeys = {
  all: ["privacy"] as const,
  requests: ["privacy", "requests"] as const,
  holds: (released: boolean) => ["privacy", "holds", released] as const,
  rules: ["privacy", "rules"] as const,
  preview: (subject: unknown) => ["privacy", "preview", subject] as const,
};

/** A change; records may be gone after it. What is asked for again has a key that begins with `stale`. */
export function usePrivacyChange<T, R>(change: (input: T) => Promise<R>, stale: readonly string[] = privacyKeys.all) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: stale });
      void client.invalidateQueries({ queryKey: ["records"], refetchType: "none" });
    },
  });
}
