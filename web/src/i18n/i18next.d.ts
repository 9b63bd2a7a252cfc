import "i18next";
import type access from "./access.en.json";
import type account from "./account.en.json";
import type calendar from "./calendar.en.json";
import type en from "./en.json";
import type privacy from "./privacy.en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en & typeof access & typeof account & typeof calendar & typeof privacy };
  }
}
