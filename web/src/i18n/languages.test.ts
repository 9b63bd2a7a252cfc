import { expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";

type Texts = { [key: string]: string | Texts };

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

it("every text exists in German, with the same places to fill", () => {
  expect(keys(de).toSorted()).toEqual(keys(en).toSorted());
  expect(placeholders(de).toSorted()).toEqual(placeholders(en).toSorted());
});
