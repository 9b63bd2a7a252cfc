/** The contents of documents. What is known about them are records of `documents`. */
import type { Transport } from "./transport.ts";
import type { RecordData } from "./types.ts";

export interface NewFile {
  /** The folder, by its id. */
  folder?: string | undefined;
  /** The name of the file; that of a `File` when absent. */
  name?: string | undefined;
  title?: string | undefined;
  /** The record it belongs to. */
  related?: { entity: string; id: string } | undefined;
}

interface Data<T> {
  data: T;
}

export class Files {
  constructor(private readonly transport: Transport) {}

  async upload(file: Blob, { folder, name, title, related }: NewFile = {}): Promise<RecordData> {
    const form = new FormData();
    form.set("file", file, name ?? ("name" in file ? String(file.name) : "file"));
    if (folder) form.set("folder", folder);
    if (title) form.set("title", title);
    if (related) form.set("related", JSON.stringify(related));
    const made = await this.transport.json<Data<RecordData[]>>("POST", "/documents/upload", form);
    const [document] = made.data;
    if (!document) throw new Error("the server answered no document");
    return document;
  }

  content(id: string): Promise<Blob> {
    return this.transport.blob(`/documents/${encodeURIComponent(id)}/content`);
  }

  /** An address that opens the content without signing in; five minutes unless said, at most an hour. */
  async link(id: string, seconds?: number): Promise<string> {
    const body = seconds === undefined ? {} : { expires_in: seconds };
    const path = `/documents/${encodeURIComponent(id)}/link`;
    return (await this.transport.json<Data<{ url: string }>>("POST", path, body)).data.url;
  }
}
