/** Everything that happened with a record, newest first. */
import { Button, Chip as ChipButton, Group } from "@mantine/core";
import type { Entity, TimelineKind } from "@rapport/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/app/api.ts";
import { keys } from "@/data/keys.ts";
import { EmptyState, ErrorState, PageLoading } from "@/ui/states.tsx";
import { Composer } from "./composer.tsx";
import type { Shown } from "./record-header.tsx";
import styles from "./record.module.css";
import { TimelineEntry } from "./timeline-entry.tsx";

const PAGE = 30;

export function Timeline({ activities, ...shown }: Shown & { activities: Entity[] }) {
  const { t } = useTranslation();
  const [kinds, setKinds] = useState<string[]>([]);
  const { plural } = shown.entity;
  const { id } = shown.record;
  const feed = useInfiniteQuery({
    queryKey: keys.timeline(plural, id, kinds),
    queryFn: ({ pageParam }) =>
      api.records(plural).timeline(id, {
        cursor: pageParam || undefined,
        limit: PAGE,
        ...(kinds.length > 0 ? { kinds: kinds as TimelineKind[] } : {}),
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
  const items = feed.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <div className={styles.panel}>
      <Composer {...shown} activities={activities} />
      <ChipButton.Group multiple value={kinds} onChange={setKinds}>
        <Group gap={6} role="group" aria-label={t("record.show")}>
          <ChipButton size="xs" value="change">
            {t("record.changes")}
          </ChipButton>
          {activities.map((one) => (
            <ChipButton key={one.name} size="xs" value={one.name}>
              {one.label_plural}
            </ChipButton>
          ))}
        </Group>
      </ChipButton.Group>
      {feed.isPending ? (
        <PageLoading />
      ) : feed.isError ? (
        <ErrorState error={feed.error} onRetry={() => void feed.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState icon={History} title={t("empty.timeline")} text={t("empty.timelineText")} />
      ) : (
        <ol className={styles.feed} aria-label={t("record.timeline")}>
          {items.map((item) => (
            <TimelineEntry key={`${item.kind}-${item.id}`} item={item} entity={shown.entity} included={shown.included} />
          ))}
        </ol>
      )}
      {feed.hasNextPage && (
        <Button variant="default" size="compact-sm" loading={feed.isFetchingNextPage} onClick={() => void feed.fetchNextPage()}>
          {t("record.older")}
        </Button>
      )}
    </div>
  );
}
