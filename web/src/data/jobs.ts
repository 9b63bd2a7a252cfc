/** Long work on the server: asked about until it ends, shown while it runs. */
import type { Job } from "@rapport/sdk";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";

const EVERY_MS = 700;

export function isOver(job: Job | undefined): boolean {
  return job?.status === "done" || job?.status === "failed";
}

export function useJob(id: string | null) {
  return useQuery({
    queryKey: keys.job(id ?? ""),
    queryFn: () => api.job(id ?? ""),
    enabled: id !== null,
    refetchInterval: (query) => (isOver(query.state.data) ? false : EVERY_MS),
  });
}
