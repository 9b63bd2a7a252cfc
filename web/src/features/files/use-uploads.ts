/** The files that are on their way to the server. */
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRefresh } from "@/data/mutations.ts";
import { useUndoToast } from "@/data/undo.tsx";
import { useErrorText } from "@/ui/toasts.ts";
import { upload } from "./upload.ts";

export interface Pending {
  key: number;
  name: string;
  share: number;
  /** Why it did not arrive. */
  error?: string;
}

export function useUploads(path: string, fields: Record<string, string>, around: string) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const offerUndo = useUndoToast();
  const errorText = useErrorText();
  const [pending, setPending] = useState<Pending[]>([]);
  const next = useRef(0);
  const stops = useRef(new Map<number, AbortController>());

  const change = (key: number, what: Partial<Pending>) =>
    setPending((all) => all.map((one) => (one.key === key ? { ...one, ...what } : one)));
  const forget = (key: number) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setPending((all) => all.filter((one) => one.key !== key));
  };

  async function send(file: File) {
    const key = next.current++;
    const stop = new AbortController();
    stops.current.set(key, stop);
    setPending((all) => [...all, { key, name: file.name, share: 0 }]);
    try {
      const { operation } = await upload({
        path,
        file,
        fields,
        signal: stop.signal,
        onProgress: (share) => change(key, { share }),
      });
      forget(key);
      offerUndo(t("files.added", { name: file.name }), operation);
    } catch (error) {
      if (!stop.signal.aborted) change(key, { error: errorText(error) });
    }
    for (const plural of ["documents", "document_versions", around]) refresh(plural);
  }

  return { pending, forget, add: (files: Iterable<File>) => void Promise.all([...files].map(send)) };
}
