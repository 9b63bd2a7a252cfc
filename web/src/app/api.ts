/** The one client of this page. Nothing else in the app talks to the server. */
import { Rapport } from "@rapport/sdk";

export const api = new Rapport({ cookies: true });
