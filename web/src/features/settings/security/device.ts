/** What a browser says of itself, in the few words people know it by. */

const BROWSERS: [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad|iPod/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

export interface Device {
  browser: string | null;
  system: string | null;
  isPhone: boolean;
}

export function deviceOf(agent: string | null | undefined): Device {
  const text = agent ?? "";
  const known = firstOf(BROWSERS, text);
  return {
    // Programs name themselves before the first slash.
    browser: known ?? (/^[\w. -]+(?=\/)/.exec(text)?.[0] || null),
    system: firstOf(SYSTEMS, text),
    isPhone: /iPhone|iPod|Android.*Mobile/.test(text),
  };
}

function firstOf(table: [RegExp, string][], text: string): string | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
