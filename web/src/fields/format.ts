/** Values as a person of this language reads them. */
import { inZone } from "@/app/zone.ts";
import { currentLocale } from "@/i18n/index.ts";

export function formatNumber(value: number, scale?: number | null): string {
  const digits = scale == null ? {} : { maximumFractionDigits: scale };
  return new Intl.NumberFormat(currentLocale(), digits).format(value);
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** `1.4 MB`: three digits at most. */
export function formatBytes(bytes: number): string {
  const unit = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), SIZES.length - 1);
  const value = bytes / 1000 ** unit;
  return new Intl.NumberFormat(currentLocale(), {
    style: "unit",
    unit: SIZES[unit] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

export function formatMoney(amount: number, currency: string | null, compact = false): string {
  const options: Intl.NumberFormatOptions = compact
    ? { notation: "compact", maximumFractionDigits: 1 }
    : Number.isInteger(amount)
      ? { minimumFractionDigits: 0 }
      : {};
  if (!currency) return new Intl.NumberFormat(currentLocale(), options).format(amount);
  return new Intl.NumberFormat(currentLocale(), { style: "currency", currency, ...options }).format(
    amount,
  );
}

/** A calendar day, which has no time zone. */
export function formatDate(value: string): string {
  const [year = 1970, month = 1, day = 1] = value.slice(0, 10).split("-").map(Number);
  return new Intl.DateTimeFormat(currentLocale(), { dateStyle: "medium" }).format(
    new Date(year, month - 1, day),
  );
}

export function formatDateTime(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  return new Intl.DateTimeFormat(currentLocale(), {
    dateStyle: "medium",
    timeStyle: "short",
    ...inZone(),
  }).format(at);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** "3 days ago". */
export function formatAgo(value: string, now: number = Date.now()): string {
  const seconds = (new Date(value).getTime() - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(currentLocale(), { numeric: "auto" });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(0, "minute");
}

/** "2 days", from seconds. */
export function formatDuration(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds >= size) {
      const amount = Math.floor(seconds / size);
      return new Intl.NumberFormat(currentLocale(), {
        style: "unit",
        unit,
        unitDisplay: "long",
      }).format(amount);
    }
  }
  const style = { style: "unit", unit: "minute", unitDisplay: "long" } as const;
  return new Intl.NumberFormat(currentLocale(), style).format(Math.floor(seconds / 60));
}
