/** Profiles, roles, teams and sharing: who may do what, and whose records one reaches. */
import { queryString } from "./query.ts";
import type { Transport } from "./transport.ts";
import type { Filter, Invitation, User } from "./types.ts";

export type SettingsRight = "users" | "data_model" | "audit" | "company" | "integrations" | "privacy";

export type EntityRight = "create" | "read" | "update" | "delete" | "export" | "import" | "bulk";

export type FieldRight = "hidden" | "read" | "edit";

/** What a profile permits with one entity. Actions and fields that are not named are permitted. */
export type EntityRights = Record<EntityRight, boolean> & {
  actions?: Record<string, boolean>;
  fields?: Record<string, FieldRight>;
};

export interface Profile {
  id: string;
  name: string;
  description?: string | null;
  administrator: boolean;
  own_records_only: boolean;
  users: number;
  /** By the plural of the entity. */
  permissions: Record<string, EntityRights>;
  /** For entities that are not named. */
  other: EntityRights;
  settings: Partial<Record<SettingsRight, boolean>>;
}

export type ProfileInput = Partial<Omit<Profile, "id" | "users">>;

export interface Role {
  id: string;
  name: string;
  parent: string | null;
  share_with_peers: boolean;
}

export type RoleInput = Partial<Omit<Role, "id">>;

export interface Team {
  id: string;
  name: string;
  members: string[];
}

export type TeamInput = Partial<Omit<Team, "id">>;

export type Openness = "private" | "read" | "write";

export type Level = "read" | "write";

export type GroupKind = "role" | "role_and_below" | "team" | "user";

/** Users, named by what they are: one key, and its id. */
export type Group = Partial<Record<GroupKind, string>>;

export interface SharingRule {
  id: string;
  name: string;
  entity: string;
  from: Group | null;
  criteria: Filter | null;
  to: Group;
  superiors: boolean;
  level: Level;
}

export type SharingRuleInput = Omit<SharingRule, "id">;

export interface Sharing {
  defaults: { entity: string; access: Openness }[];
  rules: SharingRule[];
}

export interface SignInPolicy {
  second_factor_required: boolean;
}

export interface UserChange {
  name?: string;
  profile?: string;
  role?: string | null;
  teams?: string[];
  active?: boolean;
}

export interface Share {
  id: string;
  to: Group;
  level: Level;
  expires_at?: string | null;
  created_at?: string | null;
}

export interface ShareInput {
  to: Group;
  level: Level;
  expires_at?: string;
}

export type ReasonKind = "administrator" | "default" | "owner" | "assignee" | "role" | "peer" | "rule" | "share";

/** One road on which a user reaches a record. */
export interface AccessReason {
  kind: ReasonKind;
  grants: Level;
  text: string;
  /** The names on the way: a profile, a rule, the roles from the owner up. */
  via?: string[];
}

export interface AccessExplanation {
  user: { id: string; name: string };
  may: { read: boolean; update: boolean; delete: boolean };
  reasons: AccessReason[];
  missing: string[];
}

export interface Viewer {
  user: { id: string; name: string };
  may: { read: boolean; update: boolean };
  reasons: AccessReason[];
}

interface Data<T> {
  data: T;
}

/** Administration of who may do what. */
export class AccessControl {
  constructor(private readonly transport: Transport) {}

  profiles(): Promise<Profile[]> {
    return this.ask("GET", "/profiles");
  }

  addProfile(profile: ProfileInput): Promise<Profile> {
    return this.ask("POST", "/profiles", profile);
  }

  updateProfile(id: string, changes: ProfileInput): Promise<Profile> {
    return this.ask("PATCH", `/profiles/${id}`, changes);
  }

  deleteProfile(id: string): Promise<unknown> {
    return this.ask("DELETE", `/profiles/${id}`);
  }

  roles(): Promise<Role[]> {
    return this.ask("GET", "/roles");
  }

  addRole(role: RoleInput): Promise<Role> {
    return this.ask("POST", "/roles", role);
  }

  updateRole(id: string, changes: RoleInput): Promise<Role> {
    return this.ask("PATCH", `/roles/${id}`, changes);
  }

  deleteRole(id: string): Promise<unknown> {
    return this.ask("DELETE", `/roles/${id}`);
  }

  teams(): Promise<Team[]> {
    return this.ask("GET", "/teams");
  }

  addTeam(team: TeamInput): Promise<Team> {
    return this.ask("POST", "/teams", team);
  }

  updateTeam(id: string, changes: TeamInput): Promise<Team> {
    return this.ask("PATCH", `/teams/${id}`, changes);
  }

  deleteTeam(id: string): Promise<unknown> {
    return this.ask("DELETE", `/teams/${id}`);
  }

  sharing(): Promise<Sharing> {
    return this.ask("GET", "/sharing");
  }

  setDefault(entity: string, access: Openness): Promise<unknown> {
    return this.ask("PUT", `/sharing/defaults/${entity}`, { access });
  }

  addRule(rule: SharingRuleInput): Promise<SharingRule> {
    return this.ask("POST", "/sharing/rules", rule);
  }

  updateRule(id: string, changes: Partial<SharingRuleInput>): Promise<SharingRule> {
    return this.ask("PATCH", `/sharing/rules/${id}`, changes);
  }

  deleteRule(id: string): Promise<unknown> {
    return this.ask("DELETE", `/sharing/rules/${id}`);
  }

  updateUser(id: string, changes: UserChange): Promise<User> {
    return this.ask("PATCH", `/users/${id}`, changes);
  }

  invite(person: { email: string; name: string; profile?: string; role?: string }): Promise<Invitation> {
    return this.ask("POST", "/invitations", person);
  }

  withdraw(invitation: string): Promise<unknown> {
    return this.ask("DELETE", `/invitations/${invitation}`);
  }

  /** Lets somebody sign in again who mistyped the password too often. */
  unlock(user: string): Promise<unknown> {
    return this.ask("POST", `/users/${user}/unlock`, {});
  }

  /** A link with which the user chooses another password. It is told only now. */
  resetLink(user: string): Promise<{ link: string; expires_at: string }> {
    return this.ask("POST", `/users/${user}/password-reset`, {});
  }

  /** Takes all second factors of a user away, who lost them. */
  resetFactors(user: string): Promise<unknown> {
    return this.ask("DELETE", `/users/${user}/factors`);
  }

  /** What the company demands of signing in. */
  policy(): Promise<SignInPolicy> {
    return this.ask("GET", "/security");
  }

  updatePolicy(changes: Partial<SignInPolicy>): Promise<SignInPolicy> {
    return this.ask("PATCH", "/security", changes);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await this.transport.json<Data<T>>(method, path, body)).data;
  }
}

/** Who reaches one record, and why. */
export class RecordAccess {
  constructor(
    private readonly transport: Transport,
    private readonly path: string,
  ) {}

  viewers(): Promise<Viewer[]> {
    return this.ask("GET", "/viewers");
  }

  explain(user?: string): Promise<AccessExplanation> {
    return this.ask("GET", `/access${queryString({ user })}`);
  }

  shares(): Promise<Share[]> {
    return this.ask("GET", "/shares");
  }

  share(input: ShareInput): Promise<Share> {
    return this.ask("POST", "/shares", input);
  }

  unshare(share: string): Promise<unknown> {
    return this.ask("DELETE", `/shares/${share}`);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await this.transport.json<Data<T>>(method, this.path + path, body)).data;
  }
}
