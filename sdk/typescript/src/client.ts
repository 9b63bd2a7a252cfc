/** The way in: one `Rapport` per server and session. */
import { AccessControl } from "./access.ts";
import { Account } from "./account.ts";
import { EntityClient } from "./entity.ts";
import { Files } from "./files.ts";
import type { Import, ImportChange, ImportRow } from "./imports.ts";
import type { Entity, EntityInput, Field, FieldInput, Meta } from "./meta.ts";
import { Privacy } from "./privacy.ts";
import { auditParams, queryString } from "./query.ts";
import { Records } from "./records.ts";
import type { Session } from "./session.ts";
import { Transport, type TransportOptions } from "./transport.ts";
import type {
  AuditEntry,
  AuditHead,
  AuditQuery,
  Invitation,
  InvitationInfo,
  Job,
  Me,
  Page,
  Preferences,
  RecordData,
  SearchHit,
  Setup,
  UndoResult,
  User,
  Written,
} from "./types.ts";

interface Data<T> {
  data: T;
}

export class Rapport {
  private readonly transport: Transport;
  readonly session: Session;
  readonly imports: Imports;
  readonly schema: Schema;
  readonly access: AccessControl;
  readonly account: Account;
  readonly files: Files;
  readonly privacy: Privacy;

  constructor(options: TransportOptions = {}) {
    this.transport = new Transport(options);
    this.session = this.transport.session;
    this.imports = new Imports(this.transport);
    this.schema = new Schema(this.transport);
    this.access = new AccessControl(this.transport);
    this.account = new Account(this.transport);
    this.files = new Files(this.transport);
    this.privacy = new Privacy(this.transport);
  }

  /** The wire, for clients of other shapes over the same session. */
  get wire(): Transport {
    return this.transport;
  }

  /** An entity in the fewest words; `root` is the path of a dialect whose names the records have. */
  entity<T = RecordData, I = Record<string, unknown>>(path: string, root = ""): EntityClient<T, I> {
    return new EntityClient(() => this.transport, () => path, () => root);
  }

  records<T extends RecordData = RecordData>(plural: string): Records<T> {
    return new Records<T>(this.transport, plural);
  }

  /** Calls back with the operation of each write this client makes; answers what stops that. */
  onWritten(listener: (operation: string) => void): () => void {
    return this.transport.onWritten(listener);
  }

  setup(): Promise<Setup> {
    return unwrap(this.transport.send("GET", "/setup"));
  }

  me(): Promise<Me> {
    return unwrap(this.transport.json("GET", "/me"));
  }

  updateMe(changes: { name?: string; locale?: string; time_zone?: string; preferences?: Preferences }) {
    return unwrap<Me>(this.transport.json("PATCH", "/me", changes));
  }

  signOut(): Promise<void> {
    return this.session.signOut(() => this.transport.json("DELETE", "/sessions/current"));
  }

  meta(): Promise<Meta> {
    return unwrap(this.transport.json("GET", "/meta"));
  }

  async search(q: string, entities: string[] = [], limit = 20, signal?: AbortSignal): Promise<SearchHit[]> {
    const query = queryString({ q, entities: entities.join(","), limit });
    return unwrap(this.transport.json("GET", `/search${query}`, undefined, { signal }));
  }

  job(id: string): Promise<Job> {
    return unwrap(this.transport.json("GET", `/jobs/${id}`));
  }

  undo(operation: string): Promise<Written<UndoResult>> {
    return this.transport.json("POST", `/operations/${operation}/undo`, {});
  }

  audit(query: AuditQuery = {}): Promise<Page<AuditEntry>> {
    return this.transport.json("GET", `/audit${queryString(auditParams(query))}`);
  }

  auditHead(): Promise<AuditHead> {
    return unwrap(this.transport.json("GET", "/audit/head"));
  }

  /** Verifies the chain of the audit trail, also against heads that were kept elsewhere. */
  verifyAudit(heads: Pick<AuditHead, "sequence" | "hash">[] = []): Promise<{ job: string }> {
    return unwrap(this.transport.json("POST", "/audit/verify", { heads }));
  }

  exportAudit(format: "csv" | "jsonl", query: AuditQuery = {}): Promise<Blob> {
    const { limit: _, cursor: __, ...filter } = query;
    return this.transport.blob(`/audit/export${queryString({ format, ...auditParams(filter) })}`);
  }

  undoAudit(entry: string): Promise<Written<UndoResult>> {
    return this.transport.json("POST", `/audit/${entry}/undo`, {});
  }

  users(): Promise<User[]> {
    return unwrap(this.transport.json("GET", "/users"));
  }

  invitations(): Promise<Invitation[]> {
    return unwrap(this.transport.json("GET", "/invitations"));
  }

  invitation(token: string): Promise<InvitationInfo> {
    return unwrap(this.transport.send("GET", `/invitations/${encodeURIComponent(token)}`));
  }

  /** Fills the tenant with demo data; answers the job that does it. */
  addDemoData(): Promise<{ job: string }> {
    return unwrap(this.transport.json("POST", "/demo", {}));
  }
}

/** Custom fields and custom objects. */
export class Schema {
  constructor(private readonly transport: Transport) {}

  addField(entity: string, field: FieldInput): Promise<Field> {
    return unwrap(this.transport.json("POST", `/meta/entities/${entity}/fields`, field));
  }

  updateField(entity: string, name: string, changes: Partial<FieldInput>): Promise<Field> {
    return unwrap(this.transport.json("PATCH", `/meta/entities/${entity}/fields/${name}`, changes));
  }

  /** With `purge` its values go for good; without, they come back with a field of the same name and type. */
  deleteField(entity: string, name: string, purge = false): Promise<unknown> {
    return this.transport.json("DELETE", `/meta/entities/${entity}/fields/${name}${purge ? "?purge=true" : ""}`);
  }

  addEntity(entity: EntityInput): Promise<Entity> {
    return unwrap(this.transport.json("POST", "/meta/entities", entity));
  }

  updateEntity(name: string, changes: Partial<EntityInput>): Promise<Entity> {
    return unwrap(this.transport.json("PATCH", `/meta/entities/${name}`, changes));
  }

  deleteEntity(name: string, purge = false): Promise<unknown> {
    return this.transport.json("DELETE", `/meta/entities/${name}${purge ? "?purge=true" : ""}`);
  }
}

export class Imports {
  constructor(private readonly transport: Transport) {}

  list(limit = 20): Promise<Import[]> {
    return unwrap(this.transport.json("GET", `/imports${queryString({ limit })}`));
  }

  upload(entity: string, file: File): Promise<Import> {
    const form = new FormData();
    form.set("file", file);
    return unwrap(this.transport.json("POST", `/imports${queryString({ entity })}`, form));
  }

  get(id: string): Promise<Import> {
    return unwrap(this.transport.json("GET", `/imports/${id}`));
  }

  update(id: string, changes: ImportChange): Promise<Import> {
    return unwrap(this.transport.json("PATCH", `/imports/${id}`, changes));
  }

  check(id: string): Promise<Import> {
    return unwrap(this.transport.json("POST", `/imports/${id}/check`, {}));
  }

  run(id: string): Promise<Import> {
    return unwrap(this.transport.json("POST", `/imports/${id}/run`, {}));
  }

  undo(id: string): Promise<Import> {
    return unwrap(this.transport.json("POST", `/imports/${id}/undo`, {}));
  }

  rows(id: string, query: { status?: ImportRow["status"]; cursor?: string } = {}): Promise<Page<ImportRow>> {
    return this.transport.json("GET", `/imports/${id}/rows${queryString(query)}`);
  }

  errors(id: string): Promise<Blob> {
    return this.transport.blob(`/imports/${id}/errors.csv`);
  }
}

async function unwrap<T>(answer: Promise<Data<T>>): Promise<T> {
  return (await answer).data;
}
