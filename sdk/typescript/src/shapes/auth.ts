/** `AuthAPI`: signing in and out in the shape of entity clients. */
import type { Me, SessionData, User } from "../types.ts";
import { rapport } from "./default.ts";

export interface Registration {
  email: string;
  password: string;
  full_name: string;
  company?: string;
}

export const AuthAPI = {
  /** Signs in. A second step is refused here: use `rapport().session` for accounts that have one. */
  async login(credentials: { email: string; password: string }): Promise<{ data: SessionData }> {
    const result = await rapport().session.signIn(credentials);
    if ("mfa" in result) throw new Error("this account asks for a second step");
    return { data: result.session };
  },

  /** Founds a company of one's own and signs in. */
  async register({ full_name, company, ...person }: Registration): Promise<{ data: SessionData }> {
    const founding = { ...person, name: full_name, company: company ?? full_name };
    return { data: await rapport().session.signUp(founding) };
  },

  async me(): Promise<User> {
    return (await rapport().me()).user;
  },

  logout(): Promise<void> {
    return rapport().signOut();
  },

  refresh(): Promise<boolean> {
    return rapport().session.refresh();
  },

  async updateProfile(changes: { full_name?: string; preferences?: Me["preferences"] }): Promise<User> {
    const { full_name, ...rest } = changes;
    return (await rapport().updateMe(full_name === undefined ? rest : { ...rest, name: full_name })).user;
  },

  async updatePassword(passwords: { currentPassword: string; newPassword: string }): Promise<void> {
    await rapport().account.changePassword(passwords.currentPassword, passwords.newPassword);
  },

  async forgotPassword(email: string): Promise<void> {
    await rapport().account.forgotPassword(email);
  },

  async resetPassword(token: string, password: string): Promise<void> {
    await rapport().account.resetPassword(token, password);
  },
};
