/** Sends a file and tells how far it is. `fetch` cannot tell that, so this is the older way. */
import { errorFrom, offline, type RecordData } from "@rapport/sdk";
import { api } from "@/app/api.ts";

export interface Uploaded {
  data: RecordData[];
  operation: string | null;
}

export interface Upload {
  /** Below `/api/v1`. */
  path: string;
  file: File;
  fields?: Record<string, string>;
  signal: AbortSignal;
  /** Called with a share between 0 and 1. */
  onProgress: (share: number) => void;
}

export async function upload({ path, file, fields = {}, signal, onProgress }: Upload): Promise<Uploaded> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file, file.name);
  const token = await api.session.bearer();
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1${path}`);
    request.setRequestHeader("X-Rapport-Client", "web");
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => {
      const type = request.getResponseHeader("Content-Type") ?? "";
      resolve(new Response(request.responseText, { status: request.status, headers: { "Content-Type": type } }));
    });
    request.addEventListener("error", () => reject(offline(new TypeError("no answer"))));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
  if (!response.ok) throw await errorFrom(response);
  return (await response.json()) as Uploaded;
}

/** Saves a document's file: a short-lived link, so that the browser streams it and asks where to. */
export async function download(id: string): Promise<void> {
  const link = document.createElement("a");
  link.href = await api.files.link(id);
  link.rel = "noopener";
  link.click();
}
