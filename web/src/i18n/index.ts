/** Texts of the app. Labels of entities and fields are not here: they come from the server. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

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
  if (language === "de" && !i18next.hasResourceBundle("de", "translation")) {
    const { default: texts } = await import("./de.json");
    i18next.addResourceBundle("de", "translation", texts);
  }
  numbers = locale?.startsWith(language) ? locale : language;
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The person's own way to write numbers and dates: British and American English differ. */
export function currentLocale(): string {
  return numbers;
}
