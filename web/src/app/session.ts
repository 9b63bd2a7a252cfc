/** Whether this browser may still hold a session, asked before any page that needs one. */
import { api } from "./api.ts";

const HINT = "rapport.session";

/** Remembers that there was a session, so that a stranger's first visit asks the server for none. */
api.session.onChange((event) => {
  if (event === "signed-in") localStorage.setItem(HINT, "1");
  else if (event === "signed-out") localStorage.removeItem(HINT);
});

/** The browser goes away to sign in, and comes back with a session in its cookie. */
export function expectSession(): void {
  localStorage.setItem(HINT, "1");
}

export async function hasSession(): Promise<boolean> {
  if (api.session.isSignedIn) return true;
  if (!localStorage.getItem(HINT)) return false;
  const isRenewed = await api.session.refresh();
  if (!isRenewed) localStorage.removeItem(HINT);
  return isRenewed;
}
