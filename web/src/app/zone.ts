/** The person's time zone: moments are shown and typed in it, wherever the browser is. */
let zone: string | undefined;

/** An unknown name leaves the browser's own zone. */
export function setTimeZone(name: string | null | undefined): void {
  try {
    zone = name ? new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone : undefined;
  } catch {
    zone = undefined;
  }
}

/** For `Intl`: the zone, or nothing for the browser's. */
export function inZone(): { timeZone?: string } {
  return zone ? { timeZone: zone } : {};
}

export function currentZone(): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What the clock on the wall shows at a moment: `2026-11-21T10:15`. */
export function toWall(at: Date): string {
  return at.toLocaleString("sv", inZone()).slice(0, 16).replace(" ", "T");
}

/** The moment a clock on the wall shows this: of two equal hours the first, in a gap the hour after it. */
export function fromWall(wall: string): Date {
  const asUtc = Date.parse(`${wall.slice(0, 16)}Z`);
  const shows = (at: number) => at + offsetAt(at) === asUtc;
  const first = asUtc - offsetAt(asUtc - DAY);
  const second = asUtc - offsetAt(first);
  return new Date(!shows(first) && shows(second) ? second : first);
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How far the clock is ahead of UTC. */
function offsetAt(at: number): number {
  return Date.parse(`${toWall(new Date(at))}Z`) - Math.floor(at / MINUTE) * MINUTE;
}
