/** Days of a calendar as `2026-11-21`: a day has no time zone, so it is reckoned in UTC. */

export const VIEWS = ["month", "week", "day", "agenda"] as const;
export type CalendarView = (typeof VIEWS)[number];

/** From the first day up to the day after the last. */
export interface Days {
  first: string;
  end: string;
}

/** How far ahead an agenda looks. */
export const AGENDA_DAYS = 30;

const DAY_MS = 86_400_000;

export function addDays(day: string, count: number): string {
  return text(Date.parse(day) + count * DAY_MS);
}

/** The same day of another month, or its last one. */
export function addMonths(day: string, count: number): string {
  const at = new Date(Date.parse(day));
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count + 1, 0));
  last.setUTCDate(Math.min(at.getUTCDate(), last.getUTCDate()));
  return text(last.getTime());
}

/** What a view shows around a day. Months show whole weeks; an agenda begins with the day. */
export function daysOf(view: CalendarView, day: string, firstDay: number): Days {
  if (view === "day") return { first: day, end: addDays(day, 1) };
  if (view === "agenda") return { first: day, end: addDays(day, AGENDA_DAYS) };
  if (view === "week") {
    const first = weekStart(day, firstDay);
    return { first, end: addDays(first, 7) };
  }
  const first = `${day.slice(0, 7)}-01`;
  const end = addMonths(first, 1);
  return { first: weekStart(first, firstDay), end: addDays(weekStart(addDays(end, -1), firstDay), 7) };
}

/** The day to look at after going `by` screens forward. */
export function turned(view: CalendarView, day: string, by: number): string {
  if (view === "day") return addDays(day, by);
  if (view === "agenda") return addDays(day, AGENDA_DAYS * by);
  return view === "week" ? addDays(day, 7 * by) : addMonths(day, by);
}

export function headingOf(view: CalendarView, day: string, firstDay: number, locale: string): string {
  const at = (one: string) => new Date(Date.parse(one));
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  if (view === "day") return format({ dateStyle: "full" }).format(at(day));
  if (view === "month") return format({ month: "long", year: "numeric" }).format(at(day));
  const { first, end } = daysOf(view, day, firstDay);
  return format({ day: "numeric", month: "short", year: "numeric" }).formatRange(at(first), at(addDays(end, -1)));
}

/** Sunday is 0. Browsers that do not know the weeks of a locale take Monday. */
export function firstDayOf(locale: string): number {
  const about = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const week = about.getWeekInfo?.() ?? about.weekInfo;
  return (week?.firstDay ?? 1) % 7;
}

export function isDay(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && text(Date.parse(value)) === value;
}

export function isView(value: unknown): value is CalendarView {
  return VIEWS.some((view) => view === value);
}

function weekStart(day: string, firstDay: number): string {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return addDays(day, -((weekday - firstDay + 7) % 7));
}

function text(at: number): string {
  return Number.isNaN(at) ? "" : new Date(at).toISOString().slice(0, 10);
}
