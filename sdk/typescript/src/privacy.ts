/** What persons ask about their data, legal holds and retention rules. Needs the right `privacy`. */
import type { Transport } from "./transport.ts";
import type { Filter, Job } from "./types.ts";

/** Whom it is about: an address, a record, or a user of the company. */
export type Subject = { email: string } | { entity: string; id: string } | { user: string };

export interface Counted {
  entity: string;
  count: number;
}

/** What would go and what would stay. */
export interface ErasurePreview {
  records: { entity: string; id: string; title: string }[];
  activities: Counted[];
  /** What goes where the person's records go, such as consents. */
  parts: Counted[];
  /** Records that point to the person. They stay. */
  linked: Counted[];
  /** Audit entries that lose title and changes. */
  entries: number;
  holds: { id: string; entity: string; record: string; reason: string }[];
  /** The user, when it is about one. */
  user?: { id: string; name: string; email: string; active: boolean };
  /** Why it cannot be done now. */
  blocked?: string | null;
  /** Confirms exactly this. */
  confirm: string;
}

interface By {
  id: string;
  name: string | null;
}

export interface PrivacyRequest {
  id: string;
  kind: "access" | "erase";
  status: Job["status"];
  done: number;
  total: number;
  error: string | null;
  created_by: By;
  created_at: string;
}

export interface LegalHold {
  id: string;
  entity: string;
  record: string;
  title: string | null;
  reason: string;
  created_by: By;
  created_at: string;
  released_by: By | null;
  released_at: string | null;
}

export type RetentionAction = "bin" | "purge" | "erase";

export interface RetentionRule {
  id: string;
  name: string;
  entity: string;
  filter: Filter | null;
  date_field: string;
  after_days: number;
  action: RetentionAction;
  active: boolean;
  created_at: string;
  updated_at: string;
  last_run: { at: string; done: number; kept: number } | null;
}

export type RetentionInput = Partial<Omit<RetentionRule, "id" | "created_at" | "updated_at" | "last_run">> & {
  confirm?: string;
};

export interface RetentionPreview {
  matching: number;
  on_hold: number;
  /** There are more than were counted. */
  more: boolean;
  sample: { id: string; title: string }[];
  confirm: string;
}

export class Privacy {
  constructor(private readonly transport: Transport) {}

  preview(subject: Subject): Promise<ErasurePreview> {
    return this.ask("POST", "/requests", { kind: "erase", subject });
  }

  /** Begins to collect everything about somebody; answers the request. */
  collect(subject: Subject): Promise<{ id: string }> {
    return this.ask("POST", "/requests", { kind: "access", subject });
  }

  erase(subject: Subject, confirm: string): Promise<{ id: string }> {
    return this.ask("POST", "/requests", { kind: "erase", subject, confirm });
  }

  requests(): Promise<PrivacyRequest[]> {
    return this.ask("GET", "/requests");
  }

  /** What an access request found, as a ZIP. */
  archive(id: string): Promise<Blob> {
    return this.transport.blob(`/privacy/requests/${id}/archive`);
  }

  holds(released = false): Promise<LegalHold[]> {
    return this.ask("GET", `/holds${released ? "?released=true" : ""}`);
  }

  setHold(subject: Subject, reason: string): Promise<LegalHold[]> {
    return this.ask("POST", "/holds", { subject, reason });
  }

  releaseHold(id: string): Promise<LegalHold> {
    return this.ask("DELETE", `/holds/${id}`);
  }

  rules(): Promise<RetentionRule[]> {
    return this.ask("GET", "/retention");
  }

  addRule(input: RetentionInput): Promise<RetentionRule> {
    return this.ask("POST", "/retention", input);
  }

  changeRule(id: string, input: RetentionInput): Promise<RetentionRule> {
    return this.ask("PATCH", `/retention/${id}`, input);
  }

  removeRule(id: string): Promise<unknown> {
    return this.ask("DELETE", `/retention/${id}`);
  }

  previewRule(id: string): Promise<RetentionPreview> {
    return this.ask("GET", `/retention/${id}/preview`);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { data } = await this.transport.json<{ data: T }>(method, `/privacy${path}`, body);
    return data;
  }
}
