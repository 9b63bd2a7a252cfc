/**
 * Live updates: what others change shows here without a reload.
 *
 * The connection is opened after the first paint, in code that is loaded only then. It says which records changed; what is
 * shown of them is asked for again, with the rights of whoever looks.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Live, LiveState } from "./live-socket.ts";

const AFTER_MS = 1000;

const idle: LiveState = { isConnected: true, others: [] };
let live: Live | null = null;
let place: { entity: string; id: string } | null = null;
const watchers = new Set<() => void>();

/** Keeps the connection as long as the shell is shown. */
export function useLiveConnection(onNotification: (notification: LiveNotification) => void): void {
  const client = useQueryClient();
  useEffect(() => {
    let isGone = false;
    const timer = setTimeout(async () => {
      const { connect } = await import("./live-socket.ts");
      if (isGone) return;
      live = connect(client, onNotification, () => watchers.forEach((tell) => tell()));
      live.view(place);
    }, AFTER_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
      live?.close();
      live = null;
    };
  }, [client, onNotification]);
}

/** Whether the connection stands, and who else looks at the record of this page. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watch, () => live?.state() ?? idle);
}

/** Tells the others that this person looks at a record. */
export function useViewing(entity: string, id: string): void {
  useEffect(() => {
    place = { entity, id };
    live?.view(place);
    return () => {
      place = null;
      live?.view(null);
    };
  }, [entity, id]);
}

/** A record was given to this person. */
export interface LiveNotification {
  kind: "assigned";
  entity: string;
  id: string;
  title: string | null;
  by: string | null;
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
