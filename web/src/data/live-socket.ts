/** The socket of live updates. Loaded after the first paint; use it through `live.ts`. */
import type { Meta } from "@rapport/sdk";
import type { QueryClient } from "@tanstack/react-query";
import { io } from "socket.io-client";
import { api } from "@/app/api.ts";
import { keys } from "./keys.ts";
import type { LiveNotification } from "./live.ts";

/** Changes that come close together are answered with one request. */
const TOGETHER_MS = 250;
/** A connection that is away for so long is told of. */
const PATIENCE_MS = 3000;

interface Change {
  entity: string;
  record: string;
  operation: string;
}

interface Presence {
  entity: string;
  record: string;
  users: { id: string; name: string }[];
}

export interface LiveState {
  isConnected: boolean;
  others: { id: string; name: string }[];
}

type Place = { entity: string; id: string } | null;

export interface Live {
  state(): LiveState;
  view(place: Place): void;
  close(): void;
}

export function connect(
  client: QueryClient,
  onNotification: (notification: LiveNotification) => void,
  onState: () => void,
): Live {
  let state: LiveState = { isConnected: true, others: [] };
  let place: Place = null;
  let wasConnected = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const set = (changes: Partial<LiveState>) => {
    state = { ...state, ...changes };
    onState();
  };
  const own = ownOperations();
  const changed = together((changes: Change[]) => {
    refresh(client, changes.filter((change) => !own.has(change.operation)));
  });

  const socket = io({
    transports: ["websocket"],
    auth: (tell) => void api.session.bearer().then((token) => tell({ token: token ?? "" })),
  });
  socket.on("connect", () => {
    clearTimeout(patience);
    set({ isConnected: true });
    if (place) socket.emit("viewing", place);
    // What happened meanwhile was not heard.
    if (wasConnected) void client.invalidateQueries({ queryKey: ["records"] });
    wasConnected = true;
  });
  socket.on("disconnect", (reason) => {
    patience = setTimeout(() => set({ isConnected: false, others: [] }), PATIENCE_MS);
    // The server ends a connection when its token does; a new one comes with the next.
    if (reason === "io server disconnect" && api.session.isSignedIn) socket.connect();
  });
  socket.on("change", changed);
  socket.on("missed", () => void client.invalidateQueries({ queryKey: ["records"] }));
  socket.on("notification", onNotification);
  socket.on("presence", ({ entity, record, users }: Presence) => {
    if (place?.entity !== entity || place.id !== record) return;
    const me = client.getQueryData<{ user: { id: string } }>(keys.me)?.user.id;
    set({ others: users.filter((user) => user.id !== me) });
  });

  return {
    state: () => state,
    view(next) {
      place = next;
      if (state.others.length > 0) set({ others: [] });
      if (socket.connected) socket.emit("viewing", next ?? {});
    },
    close() {
      clearTimeout(patience);
      own.stop();
      socket.close();
    },
  };
}

/** What this page changed itself is shown already. */
function ownOperations() {
  const operations = new Set<string>();
  const stop = api.onWritten((operation) => {
    operations.add(operation);
    if (operations.size > 200) operations.delete(operations.values().next().value ?? "");
  });
  return { has: (operation: string) => operations.has(operation), stop };
}

function together<T>(work: (items: T[]) => void): (item: T) => void {
  let items: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (item) => {
    items.push(item);
    timer ??= setTimeout(() => {
      const all = items;
      [items, timer] = [[], undefined];
      work(all);
    }, TOGETHER_MS);
  };
}

/** Asks again for what is shown of changed records, and for every list of their entities. */
function refresh(client: QueryClient, changes: Change[]): void {
  const entities = client.getQueryData<Meta>(keys.meta)?.entities ?? [];
  for (const name of new Set(changes.map((change) => change.entity))) {
    const plural = entities.find((entity) => entity.name === name)?.plural;
    if (plural) void client.invalidateQueries({ queryKey: keys.entity(plural) });
  }
  // A change of one record may stand on the timeline of another.
  if (changes.length > 0) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === "timeline" });
}
