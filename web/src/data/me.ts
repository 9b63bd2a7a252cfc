/** The signed-in user, the tenant and their preferences. */
import type { Me, SettingsRight } from "@rapport/sdk";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";

export const meQuery = { queryKey: keys.me, queryFn: () => api.me(), staleTime: 60_000 };

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Asks whether the signed-in person may change a part of the settings. */
export function useMay(): (right: SettingsRight) => boolean {
  const { access } = useMe();
  return (right) => access.administrator || access.settings.includes(right);
}

/** One top-level preference, kept on the server; shown at once and sent in the background. */
export function usePreference<T>(name: string, initial: T): [T, (value: T) => void] {
  const client = useQueryClient();
  const me = useMe();
  const save = useMutation({
    mutationFn: (value: T) => api.updateMe({ preferences: { [name]: value } }),
    onMutate: (value) =>
      client.setQueryData<Me>(keys.me, (old) =>
        old ? { ...old, preferences: { ...old.preferences, [name]: value } } : old,
      ),
  });
  const value = (me.preferences[name] as T | undefined) ?? initial;
  return [value, (next) => save.mutate(next)];
}
