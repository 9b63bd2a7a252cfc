/** Profiles, roles, teams and sharing: read once, read anew after each change. */
import type { Group, Profile, Role, Team } from "@rapport/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";
import { useUsers } from "./meta.ts";

const STALE_MS = 60_000;

export function useProfiles() {
  return useQuery({ queryKey: keys.profiles, queryFn: () => api.access.profiles(), staleTime: STALE_MS });
}

export function useRoles() {
  return useQuery({ queryKey: keys.roles, queryFn: () => api.access.roles(), staleTime: STALE_MS });
}

export function useTeams() {
  return useQuery({ queryKey: keys.teams, queryFn: () => api.access.teams(), staleTime: STALE_MS });
}

export function useSharing() {
  return useQuery({ queryKey: keys.sharing, queryFn: () => api.access.sharing(), staleTime: STALE_MS });
}

/** A change of who may do what. It may change what the caller sees, so all of that is asked for again. */
export function useAccessChange<T, R>(change: (input: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["access"] }),
        client.invalidateQueries({ queryKey: keys.users }),
        client.invalidateQueries({ queryKey: keys.me }),
      ]);
      void client.invalidateQueries({ queryKey: keys.meta });
      void client.invalidateQueries({ queryKey: ["records"], refetchType: "none" });
    },
  });
}

export type Names = Record<keyof Group, ReadonlyMap<string, string>>;

/** What the ids in groups are called. */
export function useGroupNames(): Names {
  const users = useUsers();
  const roles = named(useRoles().data);
  return { user: named(users.data), team: named(useTeams().data), role: roles, role_and_below: roles };
}

function named(list: readonly Pick<Role | Team | Profile, "id" | "name">[] | undefined): ReadonlyMap<string, string> {
  return new Map((list ?? []).map(({ id, name }) => [id, name]));
}
