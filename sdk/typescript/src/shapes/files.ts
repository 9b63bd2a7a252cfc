/** `FileAPI`: files in the shape of entity clients. */
import type { RecordData } from "../types.ts";
import { rapport } from "./default.ts";

export const FileAPI = {
  /** Keeps a file in a folder, named by its path or id; answers its document. */
  upload(file: Blob, folder?: string, name?: string): Promise<RecordData> {
    return rapport().files.upload(file, { folder, name });
  },

  /** An address that opens the file without signing in, for so many seconds (at most an hour). */
  getSignedUrl(id: string, seconds?: number): Promise<string> {
    return rapport().files.link(id, seconds);
  },

  download(id: string): Promise<Blob> {
    return rapport().files.content(id);
  },

  async delete(id: string): Promise<void> {
    await rapport().records("documents").delete(id);
  },
};
