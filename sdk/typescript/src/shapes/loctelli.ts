/** `api`: Loctelli's modular client over its dialect. Ids are integers, fields camelCase, answers bare. */
import { queryString, type Params } from "../query.ts";
import { errorFrom, offline } from "../errors.ts";

export interface LoctelliOptions {
  /** Origin of the server; empty for the page's own. */
  baseUrl?: string;
  fetch?: typeof fetch;
}

export interface LoctelliUser {
  id: number;
  name: string;
  email: string;
  role: string;
  company: string | null;
}

export interface LoctelliClient {
  id: number;
  userId: number;
  strategyId: number | null;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  position: string | null;
  customId: string | null;
  status: string;
  notes: string | null;
}

export interface LoctelliStrategy {
  id: number;
  userId: number;
  name: string;
  tag: string | null;
  tone: string | null;
}

export interface LoctelliBooking {
  id: number;
  userId: number;
  clientId: number | null;
  bookingType: string;
  details: unknown;
  status: string;
}

export interface LoctelliMessage {
  id: string | number;
  content: string;
  role: string;
}

interface Tokens {
  access_token: string;
  refresh_token: string;
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Makes a client; `api` is one for the page's own server. */
export function loctelli(options: LoctelliOptions = {}) {
  const call = caller(options);
  return {
    auth: call.auth,
    users: crud<LoctelliUser>(call.send, "users")("User"),
    clients: {
      ...crud<LoctelliClient>(call.send, "clients")("Client"),
      getClientsByUser: (userId: number) => list<LoctelliClient>(call.send, "clients", { userId }),
      getClientsByStrategy: (strategyId: number) => list<LoctelliClient>(call.send, "clients", { strategyId }),
    },
    strategies: {
      getStrategies: () => list<LoctelliStrategy>(call.send, "strategies"),
      getStrategy: (id: number) => call.send<LoctelliStrategy>("GET", `/strategies/${id}`),
      createStrategy: (values: Partial<LoctelliStrategy>) =>
        call.send<LoctelliStrategy>("POST", "/strategies", values),
      updateStrategy: (id: number, values: Partial<LoctelliStrategy>) =>
        call.send<LoctelliStrategy>("PATCH", `/strategies/${id}`, values),
      deleteStrategy: (id: number) => call.send<LoctelliStrategy>("DELETE", `/strategies/${id}`),
      getStrategiesByUser: (userId: number) => list<LoctelliStrategy>(call.send, "strategies", { userId }),
      duplicateStrategy: (id: number) => call.send<LoctelliStrategy>("POST", `/strategies/${id}/duplicate`, {}),
    },
    bookings: {
      ...crud<LoctelliBooking>(call.send, "bookings")("Booking"),
      getBookingsByUser: (userId: number) => list<LoctelliBooking>(call.send, "bookings", { userId }),
      getBookingsByClient: (clientId: number) => list<LoctelliBooking>(call.send, "bookings", { clientId }),
      getBookingsByDateRange: (startDate: string, endDate: string) =>
        list<LoctelliBooking>(call.send, "bookings", { startDate, endDate }),
      updateBookingStatus: (id: number, status: string) =>
        call.send<LoctelliBooking>("PATCH", `/bookings/${id}/status`, { status }),
    },
    chat: {
      sendMessage: (message: { clientId: number; content: string; role?: string; metadata?: unknown }) =>
        call.send<LoctelliMessage>("POST", "/chat/send-message", message),
      getChatHistory: (clientId: number) => call.send<LoctelliMessage[]>("GET", `/chat/history/${clientId}`),
      markAsRead: (id: string | number) => call.send<unknown>("PATCH", `/chat/messages/${id}/read`),
      markAllAsRead: (clientId: number) => call.send<unknown>("PATCH", `/chat/mark-all-read/${clientId}`),
      deleteMessage: (id: string | number) => call.send<unknown>("DELETE", `/chat/messages/${id}`),
      getUnreadCount: (clientId: number) => call.send<number>("GET", `/chat/unread-count/${clientId}`),
    },
    status: {
      getStatus: () => call.send<{ status: string }>("GET", "/status"),
      getHealth: () => call.send<{ status: string }>("GET", "/status/health"),
      getVersion: () => call.send<{ version: string }>("GET", "/status/version"),
    },
  };
}

function list<T>(send: Call, path: string, params: Params = {}): Promise<T[]> {
  return send("GET", `/${path}${queryString(params)}`);
}

type Crud<Name extends string, T> = {
  [K in `get${Name}s`]: () => Promise<T[]>;
} & { [K in `get${Name}` | `delete${Name}`]: (id: number) => Promise<T> } & {
  [K in `create${Name}`]: (values: Partial<T> & Record<string, unknown>) => Promise<T>;
} & { [K in `update${Name}`]: (id: number, values: Partial<T> & Record<string, unknown>) => Promise<T> };

/** The five calls of an entity, named after it. The type of its records comes first, its name is read off. */
const crud = <T>(send: Call, path: string) => <Name extends string>(name: Name): Crud<Name, T> => {
  const calls = {
    [`get${name}s`]: () => send<T[]>("GET", `/${path}`),
    [`get${name}`]: (id: number) => send<T>("GET", `/${path}/${id}`),
    [`create${name}`]: (values: unknown) => send<T>("POST", `/${path}`, values),
    [`update${name}`]: (id: number, values: unknown) => send<T>("PATCH", `/${path}/${id}`, values),
    [`delete${name}`]: (id: number) => send<T>("DELETE", `/${path}/${id}`),
  };
  return calls as Crud<Name, T>;
};

function caller({ baseUrl = "", fetch: own }: LoctelliOptions) {
  const base = `${baseUrl.replace(/\/$/, "")}/compat/loctelli`;
  const ask = own ?? ((input, init) => fetch(input, init));
  let tokens: Tokens | null = null;

  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers({ Accept: "application/json" });
    if (tokens) headers.set("Authorization", `Bearer ${tokens.access_token}`);
    const init: RequestInit = { method, headers, credentials: "omit" };
    if (body !== undefined) {
      headers.set("Content-Type", "application/json");
      init.body = JSON.stringify(body);
    }
    return ask(base + path, init).catch((cause: unknown) => {
      throw offline(cause);
    });
  };

  const send: Call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    let response = await request(method, path, body);
    if (response.status === 401 && tokens && !path.startsWith("/auth/") && (await auth.refreshToken())) {
      response = await request(method, path, body);
    }
    if (!response.ok) throw await errorFrom(response);
    return (await response.json()) as T;
  };

  const auth = {
    async login(credentials: { email: string; password: string }): Promise<Tokens & { user: LoctelliUser }> {
      const answer = await send<Tokens & { user: LoctelliUser }>("POST", "/auth/login", credentials);
      tokens = answer;
      return answer;
    },
    register: (person: { name: string; email: string; password: string; company?: string }) =>
      send<LoctelliUser>("POST", "/auth/register", person),
    getProfile: () => send<LoctelliUser>("GET", "/auth/profile"),
    changePassword: (passwords: { oldPassword: string; newPassword: string }) =>
      send<{ message: string }>("POST", "/auth/change-password", passwords),
    async refreshToken(): Promise<boolean> {
      if (!tokens) return false;
      const response = await request("POST", "/auth/refresh", { refresh_token: tokens.refresh_token });
      if (!response.ok) {
        tokens = null;
        return false;
      }
      tokens = { ...tokens, ...((await response.json()) as Partial<Tokens>) };
      return true;
    },
    async logout(): Promise<void> {
      await send("POST", "/auth/logout", {});
      tokens = null;
    },
  };
  return { send, auth };
}

/** Loctelli's client of the page's own server. */
export const api = loctelli();
