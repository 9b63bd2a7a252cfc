/** S11: the records of one entity by date. Which days, and how they are shown, stands in the address. */
import { useMediaQuery } from "@mantine/hooks";
import type { Entity } from "@rapport/sdk";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { NotFound } from "@/app/boundary.tsx";
import { currentZone, toWall } from "@/app/zone.ts";
import { useEntity } from "@/data/meta.ts";
import { useList } from "@/data/records.ts";
import { formatNumber } from "@/fields/format.ts";
import { FilterBar } from "@/features/filters/filter-bar.tsx";
import type { ListSearch } from "@/features/filters/search-params.ts";
import { ConflictDialog } from "@/features/record/conflict-dialog.tsx";
import { Peek } from "@/features/record/peek.tsx";
import { useShell } from "@/features/shell/shell-context.ts";
import { listState } from "@/features/table/list-page.tsx";
import { ListHeader } from "@/features/table/list-header.tsx";
import { currentLocale } from "@/i18n/index.ts";
import { Calendar, type CalendarTexts } from "@/ui/calendar.tsx";
import { ErrorState } from "@/ui/states.tsx";
import styles from "./calendar.module.css";
import { AGENDA_DAYS, type CalendarView, daysOf, firstDayOf, headingOf, isDay, isView } from "./days.ts";
import { calendarFields, type CalendarFields, newValues, toEntry } from "./entries.ts";
import { SHOWN, useEntryQuery } from "./use-entry-query.ts";
import { useMove } from "./use-move.ts";
import { ViewBar } from "./view-bar.tsx";

const route = getRouteApi("/shell/records/$plural/calendar");

export default function CalendarPage() {
  const { plural } = route.useParams();
  const entity = useEntity(plural);
  const fields = entity && calendarFields(entity);
  if (!fields) return <NotFound />;
  return <Page key={plural} entity={entity} fields={fields} />;
}

function Page({ entity, fields }: { entity: Entity; fields: CalendarFields }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/records/$plural/calendar" });
  const isPhone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const { openCreate } = useShell();
  const texts = useTexts();
  const locale = currentLocale();
  const firstDay = firstDayOf(locale);
  const [today] = useState(() => toWall(new Date()).slice(0, 10));
  const day = isDay(search.date) ? search.date : today;
  const view: CalendarView = isView(search.view) ? search.view : isPhone ? "agenda" : "month";
  const state = listState({ ...search, bin: undefined });
  const query = useEntryQuery(entity, fields, state, daysOf(view, day, firstDay));
  const { data, error, refetch } = useList(entity.plural, query);
  const total = data?.pagination.total;
  const entries = useMemo(
    () => (data?.data ?? []).flatMap((record) => toEntry(entity, fields, record, data?.included ?? {}) ?? []),
    [data, entity, fields],
  );
  const { move, conflict } = useMove(entity, fields, (id) => data?.data.find((record) => record.id === id));

  function change(part: Partial<ListSearch>) {
    void navigate({ search: (before) => ({ ...before, ...part }), replace: "peek" in part });
  }

  return (
    <div className={styles.page}>
      <ListHeader entity={entity} search={search} state={state} total={total} layout="calendar" onChange={change} />
      <FilterBar entity={entity} filter={search.filter} onChange={(filter) => change({ filter })} />
      <ViewBar
        heading={headingOf(view, day, firstDay, locale)}
        view={view}
        day={day}
        today={today}
        onChange={(next) => change({ view: next.view, date: next.day })}
      />
      {total !== undefined && total > SHOWN && (
        <p className={styles.truncated} role="status">
          {t("calendar.truncated", { shown: formatNumber(SHOWN), total: formatNumber(total) })}
        </p>
      )}
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Calendar
          label={t("calendar.of", { label: entity.label_plural, field: fields.start.label })}
          view={view}
          day={day}
          entries={entries}
          isAllDay={fields.isAllDay}
          hasEnd={fields.end !== null}
          locale={locale}
          firstDay={firstDay}
          timeZone={currentZone()}
          agendaDays={AGENDA_DAYS}
          texts={texts}
          onOpen={(peek) => change({ peek })}
          onDay={(date) => change({ view: "day", date })}
          onMove={move}
          onCreate={
            entity.permissions.create && !fields.start.readonly
              ? (span) => openCreate({ entity, values: newValues(fields, span) })
              : undefined
          }
        />
      )}
      {search.peek && <Peek entity={entity} id={search.peek} onClose={() => change({ peek: undefined })} />}
      {conflict && <ConflictDialog entity={entity} conflict={conflict} included={data?.included ?? {}} />}
    </div>
  );
}

function useTexts(): CalendarTexts {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      allDay: t("calendar.allDay"),
      close: t("common.close"),
      none: t("calendar.none"),
      more: (count) => t("calendar.more", { count }),
      showDay: (name) => t("calendar.showDay", { day: name }),
    }),
    [t],
  );
}
