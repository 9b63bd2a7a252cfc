/**
 * The calendar component, and the only file that knows FullCalendar (its MIT parts alone).
 * It shows entries and says what a person did with them; what that means is the page's.
 */
import FullCalendar, { type CalendarRef, type EventApi } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import listPlugin from "@fullcalendar/react/list";
import themePlugin from "@fullcalendar/react/themes/classic";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import { useEffect, useMemo, useRef, useState } from "react";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import styles from "./calendar.module.css";

export interface CalendarEntry {
  id: string;
  title: string;
  /** What the colour means, for those who do not see it. */
  note?: string | undefined;
  href: string;
  /** A day, or a moment. */
  start: string;
  /** Not included. */
  end: string | null;
  isAllDay: boolean;
  color: string;
  canMove: boolean;
  canResize: boolean;
}

export interface CalendarTexts {
  allDay: string;
  close: string;
  none: string;
  more: (count: number) => string;
  showDay: (day: string) => string;
}

type Span = { start: string; end: string | null };

interface Props {
  label: string;
  view: "month" | "week" | "day" | "agenda";
  day: string;
  entries: CalendarEntry[];
  /** Days instead of moments. */
  isAllDay: boolean;
  /** Whether an entry may be given an end. */
  hasEnd: boolean;
  locale: string;
  firstDay: number;
  timeZone: string;
  texts: CalendarTexts;
  /** How far ahead an agenda looks. */
  agendaDays: number;
  onOpen: (id: string) => void;
  onDay: (day: string) => void;
  /** `revert` puts the entry back where it was. */
  onMove: (id: string, span: Span, revert: () => void) => void;
  /** Nobody may create here without it. */
  onCreate?: ((span: Span) => void) | undefined;
}

const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, themePlugin];

export function Calendar(props: Props) {
  const { view, day, entries, isAllDay, texts, onCreate } = props;
  const calendar = useRef<CalendarRef>(null);
  const type = typeOf(view, isAllDay);
  const events = useMemo(() => entries.map(toEvent), [entries]);
  const [first] = useState({ type, day });

  useEffect(() => {
    // Not in the middle of React's own work: the component updates at once.
    const timer = setTimeout(() => calendar.current?.getApi().changeView(type, day));
    return () => clearTimeout(timer);
  }, [type, day]);

  const moved = ({ event, revert }: { event: EventApi; revert: () => void }) =>
    props.onMove(event.id, spanOf(event), revert);

  return (
    <section className={styles.calendar} aria-label={props.label} data-view={view}>
      <div className={styles.sheet}>
        <FullCalendar
          ref={calendar}
          plugins={plugins}
          views={{ agenda: { type: "list", duration: { days: props.agendaDays } } }}
          initialView={first.type}
          initialDate={first.day}
          headerToolbar={false}
          height="100%"
          borderless
          events={events}
          locale={props.locale}
          firstDay={props.firstDay}
          timeZone={props.timeZone}
          fixedWeekCount={false}
          dayMaxEvents
          allDaySlot={isAllDay}
          nowIndicator
          scrollTime="07:30"
          eventDisplay="block"
          eventTimeFormat={{ hour: "numeric", minute: "2-digit" }}
          slotHeaderFormat={{ hour: "numeric", minute: "2-digit" }}
          eventClass={({ event }) => `${styles.entry} ${styles[event.extendedProps.shade] ?? ""}`}
          eventTimeClass={styles.time}
          eventTitleClass={styles.title}
          eventDidMount={({ el, event }) => {
            el.dataset.entry = event.id;
            el.title = [event.title, event.extendedProps.note].filter(Boolean).join(" · ");
          }}
          popoverClass={styles.popover}
          moreLinkClass={styles.more}
          dayCellTopClass={styles.top}
          dayCellTopInnerClass={styles.number}
          eventOrder="start,title"
          defaultTimedEventDuration="01:00"
          eventResizableFromStart
          eventClick={({ event, jsEvent }) => {
            if (jsEvent.metaKey || jsEvent.ctrlKey || jsEvent.shiftKey) return;
            jsEvent.preventDefault();
            props.onOpen(event.id);
          }}
          eventDrop={moved}
          eventResize={moved}
          dateClick={onCreate && (({ dateStr }) => onCreate({ start: dateStr, end: null }))}
          selectable={Boolean(onCreate) && props.hasEnd}
          // A click alone is a date, not a selection.
          selectMinDistance={6}
          select={({ startStr, endStr }) => onCreate?.({ start: startStr, end: endStr })}
          // Elsewhere what is read aloud would not be what is seen.
          navLinks={view === "month"}
          navLinkDayClick={(at) => {
            const api = calendar.current?.getApi();
            if (api) props.onDay(api.formatIso(at, true).slice(0, 10));
          }}
          navLinkHint={texts.showDay}
          allDayText={texts.allDay}
          noEventsText={texts.none}
          moreLinkText={texts.more}
          moreLinkHint={texts.more}
          closeHint={texts.close}
        />
      </div>
    </section>
  );
}

function typeOf(view: Props["view"], isAllDay: boolean): string {
  if (view === "month") return "dayGridMonth";
  if (view === "agenda") return view;
  const unit = view === "week" ? "Week" : "Day";
  return (isAllDay ? "dayGrid" : "timeGrid") + unit;
}

function toEvent({ id, title, note, href, start, end, isAllDay, color, canMove, canResize }: CalendarEntry) {
  return {
    id,
    title,
    url: href,
    start,
    ...(end ? { end } : {}),
    allDay: isAllDay,
    startEditable: canMove,
    durationEditable: canResize,
    extendedProps: { shade: color, note },
  };
}

function spanOf({ allDay, start, end, startStr, endStr }: EventApi): Span {
  if (allDay) return { start: startStr.slice(0, 10), end: endStr ? endStr.slice(0, 10) : null };
  return { start: start?.toISOString() ?? startStr, end: end?.toISOString() ?? null };
}
