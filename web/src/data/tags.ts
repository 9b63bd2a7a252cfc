/** The list of tags: what is offered while one types, and the colour of each chip. */
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";
import { useMeta } from "./meta.ts";

const query = { fields: ["id", "name", "color"], sort: "name", limit: 1000 };

function useTags() {
  const isThere = useMeta().entities.some((entity) => entity.name === "tag");
  return useQuery({
    queryKey: keys.list("tags", query),
    queryFn: () => api.records("tags").list(query),
    enabled: isThere,
    staleTime: 60_000,
  });
}

export function useTagNames(): string[] {
  return useTags().data?.data.map((tag) => String(tag["name"])) ?? [];
}

/** The colour of a tag; none for one without. */
export function useTagColors(): (name: string) => string | null {
  const tags = useTags().data?.data ?? [];
  return (name) => {
    const color = tags.find((tag) => tag["name"] === name)?.["color"];
    return typeof color === "string" ? color : null;
  };
}
