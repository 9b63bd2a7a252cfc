/** The records of one entity: every request under `/{entities}`. */
import { RecordAccess } from "./access.ts";
import { aggregateParams, listParams, queryString } from "./query.ts";
import type { SendOptions, Transport } from "./transport.ts";
import type {
  AggregateQuery,
  AggregateRow,
  AuditEntry,
  BulkAnswer,
  BulkRequest,
  Included,
  ListQuery,
  One,
  Page,
  RecordData,
  StateStep,
  TimelineItem,
  TimelineKind,
  Written,
} from "./types.ts";

export interface TimelineQuery {
  cursor?: string | undefined;
  limit?: number;
  kinds?: TimelineKind[];
}

export class Records<T extends RecordData = RecordData> {
  constructor(
    private readonly transport: Transport,
    readonly plural: string,
  ) {}

  list(query: ListQuery = {}, options?: SendOptions): Promise<Page<T>> {
    return this.transport.json("GET", this.path() + queryString(listParams(query)), undefined, options);
  }

  get(id: string, query: Pick<ListQuery, "fields" | "include"> = {}): Promise<One<T>> {
    return this.transport.json("GET", this.path(id) + queryString(listParams(query)));
  }

  create(values: Record<string, unknown>, options?: SendOptions): Promise<Written<T>> {
    return this.transport.json("POST", this.path(), values, options);
  }

  update(id: string, changes: Record<string, unknown>, options?: SendOptions): Promise<Written<T>> {
    return this.transport.json("PATCH", this.path(id), changes, options);
  }

  delete(id: string): Promise<Written<{ id: string }>> {
    return this.transport.json("DELETE", this.path(id));
  }

  restore(id: string): Promise<Written<T>> {
    return this.transport.json("POST", this.path(id, "restore"), {});
  }

  action(id: string, name: string, input: Record<string, unknown> = {}): Promise<Written<unknown>> {
    return this.transport.json("POST", this.path(id, name), input);
  }

  bulk(request: BulkRequest): Promise<BulkAnswer> {
    return this.transport.json("POST", this.path("bulk"), request);
  }

  aggregate(query: AggregateQuery): Promise<{ data: AggregateRow[]; included?: Included }> {
    return this.transport.json("GET", this.path("aggregate") + queryString(aggregateParams(query)));
  }

  timeline(id: string, query: TimelineQuery = {}): Promise<Page<TimelineItem>> {
    const params = { cursor: query.cursor, limit: query.limit, kinds: query.kinds?.join(",") };
    return this.transport.json("GET", this.path(id, "timeline") + queryString(params));
  }

  audit(id: string): Promise<Page<AuditEntry>> {
    return this.transport.json("GET", this.path(id, "audit"));
  }

  history(id: string, field: string): Promise<{ data: StateStep[] }> {
    return this.transport.json("GET", this.path(id, "history") + queryString({ field }));
  }

  export(format: "csv" | "xlsx", query: ListQuery = {}): Promise<Blob> {
    return this.transport.blob(this.path("export") + queryString({ format, ...listParams(query) }));
  }

  /** Who reaches one record, and with whom it is shared. */
  accessOf(id: string): RecordAccess {
    return new RecordAccess(this.transport, this.path(id));
  }

  private path(...parts: string[]): string {
    return ["", this.plural, ...parts].map(encodeURIComponent).join("/");
  }
}
