import { expect, it } from "vitest";
import accessDe from "./access.de.json";
import accessEn from "./access.en.json";
import accountDe from "./account.de.json";
import accountEn from "./account.en.json";
import calendarDe from "./calendar.de.json";
import calendarEn from "./calendar.en.json";
import de from "./de.json";
import en from "./en.json";
import privacyDe from "./privacy.de.json";
import privacyEn from "./privacy.en.json";

type Texts = { [key: string]: string | Texts };

const PAIRS: [string, Texts, Texts][] = [
  ["app", en, de],
  ["access", accessEn, accessDe],
  ["account", accountEn, accountDe],
  ["calendar", calendarEn, calendarDe],
  ["privacy", privacyEn, privacyDe],
];

function keys(texts: Texts, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keys(value, `${prefix}${key}.`),
  );
}

function placeholders(texts: Texts): string[] {
  return Object.values(texts).flatMap((value) =>
    typeof value === "string" ? [[...(value.match(/{{\w+}}/g) ?? [])].toSorted().join()] : placeholders(value),
  );
}

it.each(PAIRS)("every text of %s exists in German, with the same places to fill", (_name, english, german) => {
  expect(keys(german).toSorted()).toEqual(keys(english).toSorted());
  expect(placeholders(german).toSorted()).toEqual(placeholders(english).toSorted());
});

it("each part names itself, so that it is loaded once", () => {
  const parts = [accessEn.access.part, accountEn.account.part, calendarEn.calendar.part, privacyEn.privacy.part];
  expect(parts).toEqual(["access", "account", "calendar", "privacy"]);
});
