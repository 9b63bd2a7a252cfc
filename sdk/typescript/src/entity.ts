/** One entity in the fewest words: `Lead.list("-created_at", 100)`. Answers are the records themselves. */
import { queryString, type Params } from "./query.ts";
import type { Transport } from "./transport.ts";
import type { RecordData } from "./types.ts";

/** Filters by equality, as in `{ status: "new" }`. */
export type Equals = Record<string, string | number | boolean>;

/** What the records of an entity are read and written as. `T` is read, `I` is written. */
export class EntityClient<T = RecordData, I = Record<string, unknown>> {
  /** `path` is the entity's; `root` is where it begins: nothing for the API itself, or a dialect such as `/compat/nexa/api/v1`. */
  constructor(
    private readonly transport: () => Transport,
    private readonly path: () => string,
    private readonly root: () => string = () => "",
  ) {}

  /** Records in an order, such as `-created_at` for the newest first. */
  list(sort?: string, limit = 50, filters: Equals = {}): Promise<T[]> {
    return this.page({ ...filters, sort, limit });
  }

  /** Records that equal all of the filters. */
  filter(filters: Equals, sort?: string, limit = 50): Promise<T[]> {
    return this.page({ ...filters, sort, limit });
  }

  /** Records that hold all of the words. */
  search(text: string, filters: Equals = {}, limit = 50): Promise<T[]> {
    return this.page({ ...filters, search: text, limit });
  }

  get(id: string): Promise<T> {
    return this.one("GET", id);
  }

  create(values: I): Promise<T> {
    return this.one("POST", undefined, values);
  }

  /** Changes the fields that are named. */
  update(id: string, changes: Partial<I>): Promise<T> {
    return this.one("PUT", id, changes);
  }

  async delete(id: string): Promise<void> {
    await this.transport().json("DELETE", this.address(id));
  }

  private async page(params: Params): Promise<T[]> {
    const answer = await this.transport().json<{ data: T[] }>("GET", this.address() + queryString(params));
    return answer.data;
  }

  private async one(method: string, id?: string, body?: unknown): Promise<T> {
    return (await this.transport().json<{ data: T }>(method, this.address(id), body)).data;
  }

  private address(id?: string): string {
    const own = `${this.root()}/${this.path()}`;
    return id === undefined ? own : `${own}/${encodeURIComponent(id)}`;
  }
}
