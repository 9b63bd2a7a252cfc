/** A project that uses the published package: it must compile, and what is wrong in it must not. */
import { Rapport, RapportError } from "@rapport/sdk";
import { AuthAPI, api, configure, Deal, FileAPI, Lead, type Ticket } from "@rapport/sdk/short";

configure({ baseUrl: "https://crm.example.com" });

export async function nexa(id: string, file: Blob): Promise<string[]> {
  const { data } = await AuthAPI.login({ email: "ada@example.com", password: "secret" });
  const leads = await Lead.list("-created_at", 100);
  const lead = await Lead.get(id);
  await Lead.create({ first_name: "Ada", last_name: "Lovelace", email: "ada@example.com" });
  await Lead.update(id, { status: "qualified" });
  await Lead.delete(id);
  const found = await Lead.search("acme", { status: "new" });
  await FileAPI.upload(file, "documents");
  const name: string | null = lead.last_name;
  return [data.access_token, String(name), ...leads.map((one) => one.id), ...found.map((one) => one.created_at)];
}

export async function loctelli(): Promise<number> {
  const auth = await api.auth.login({ email: "ada@example.com", password: "secret" });
  const profile = await api.auth.getProfile();
  const users = await api.users.getUsers();
  const user = await api.users.getUser(1);
  const clients = await api.clients.getClients();
  const own = await api.clients.getClientsByUser(1);
  await api.bookings.updateBookingStatus(1, "confirmed");
  return auth.user.id + profile.id + users.length + user.id + clients.length + own.length;
}

export async function canonical(): Promise<number | null> {
  const rapport = new Rapport({ baseUrl: "https://crm.example.com" });
  try {
    const page = await rapport.records<Deal & Record<string, unknown>>("deals").list({ sort: "-amount", limit: 20 });
    return page.data[0]?.amount ?? null;
  } catch (error) {
    if (error instanceof RapportError) return error.status;
    throw error;
  }
}

export function wrong(ticket: Ticket): void {
  // @ts-expect-error a status that tickets do not have
  void Lead.update("1", { status: "nonsense" });
  // @ts-expect-error a field that deals do not have
  void Deal.create({ nonsense: 1 });
  // @ts-expect-error the server keeps it
  void Deal.create({ created_at: "2026-01-01" });
  // @ts-expect-error ids of Loctelli are numbers
  void api.users.getUser("1");
  // @ts-expect-error a ticket has no amount
  void ticket.amount;
}
