/** Texts of the app. Labels of entities and fields are not here: they come from the server. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Texts that few pages need. They come with the first of those pages. */
const PARTS = {
  access: { en: () => import("./access.en.json"), de: () => import("./access.de.json") },
  account: { en: () => import("./account.en.json"), de: () => import("./account.de.json") },
  privacy: { en: () => import("./privacy.en.json"), de: () => import("./privacy.de.json") },
  calendar: { en: () => import("./calendar.en.json"), de: () => import("./calendar.de.json") },
} as const;
type Part = keyof typeof PARTS;

const wanted = new Set<Part>();

let current: Language = "en";
let numbers = "en";

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
});

/** Loads a language on first use and switches to it, without reloading the page. */
export async function setLanguage(locale: string | null | undefined): Promise<void> {
  const language: Language = locale?.startsWith("de") ? "de" : "en";
  current = language;
  if (language === "de" && !has("de", "app.name")) {
    const { default: texts } = await import("./de.json");
    add("de", texts);
  }
  await Promise.all([...wanted].map((part) => addPart(part, language)));
  numbers = locale?.startsWith(language) ? locale : language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Loads a page together with the texts it needs. */
export function withTexts<T>(parts: readonly Part[], load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [page] = await Promise.all([load(), ...parts.map(loadPart)]);
    return page;
  };
}

async function loadPart(part: Part): Promise<void> {
  wanted.add(part);
  await addPart(part, current);
}

async function addPart(part: Part, language: Language): Promise<void> {
  if (has(language, `${part}.part`)) return;
  const { default: texts } = await PARTS[part][language]();
  add(language, texts);
}

function has(language: Language, key: string): boolean {
  return i18next.getResource(language, "translation", key) !== undefined;
}

function add(language: Language, texts: object): void {
  i18next.addResourceBundle(language, "translation", texts, true, true);
}

/** The person's own way to write numbers and dates: British and American English differ. */
export function currentLocale(): string {
  return numbers;
}
