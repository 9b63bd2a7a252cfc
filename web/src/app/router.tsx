/** All routes. Pages load when they are first opened; the shell loads who is signed in and what exists. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { metaQuery } from "@/data/meta.ts";
import { meQuery } from "@/data/me.ts";
import { queryClient } from "@/data/query-client.ts";
import { readListSearch } from "@/features/filters/search-params.ts";
import { setLanguage, withTexts } from "@/i18n/index.ts";
import { PageLoading } from "@/ui/states.tsx";
import { NotFound, RouteError } from "./boundary.tsx";
import { hasSession } from "./session.ts";
import { setTimeZone } from "./zone.ts";

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: RouteError });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string | undefined } => ({ next: textParam(search.next) }),
  component: lazyRouteComponent(withTexts(["account"], () => import("@/features/auth/sign-in-page.tsx"))),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(withTexts(["account"], () => import("@/features/auth/forgot-page.tsx"))),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  validateSearch: tokenSearch,
  component: lazyRouteComponent(withTexts(["account"], () => import("@/features/auth/reset-page.tsx"))),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  validateSearch: tokenSearch,
  component: lazyRouteComponent(withTexts(["account"], () => import("@/features/auth/verify-page.tsx"))),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("@/features/auth/sign-up-page.tsx")),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitations/$token",
  component: lazyRouteComponent(() => import("@/features/auth/invitation-page.tsx")),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ location }) => {
    if (!(await hasSession())) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  loader: async () => {
    const [me] = await Promise.all([
      queryClient.ensureQueryData(meQuery),
      queryClient.ensureQueryData(metaQuery),
    ]);
    setTimeZone(me.user.time_zone ?? me.tenant.time_zone);
    await setLanguage(me.user.locale ?? me.tenant.locale);
  },
  component: lazyRouteComponent(() => import("@/features/shell/shell.tsx"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/dashboard" });
  },
});

const dashboard = createRoute({
  getParentRoute: () => shell,
  path: "/dashboard",
  component: lazyRouteComponent(() => import("@/features/dashboard/dashboard-page.tsx")),
});

const list = createRoute({
  getParentRoute: () => shell,
  path: "/records/$plural",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("@/features/table/list-page.tsx")),
});

const board = createRoute({
  getParentRoute: () => shell,
  path: "/records/$plural/board",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("@/features/board/board-page.tsx")),
});

const calendar = createRoute({
  getParentRoute: () => shell,
  path: "/records/$plural/calendar",
  validateSearch: readListSearch,
  component: lazyRouteComponent(withTexts(["calendar"], () => import("@/features/calendar/calendar-page.tsx"))),
});

const record = createRoute({
  getParentRoute: () => shell,
  path: "/records/$plural/$id",
  component: lazyRouteComponent(() => import("@/features/record/record-page.tsx")),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  validateSearch: (search): { entity?: string | undefined; id?: string | undefined } => ({
    entity: textParam(search.entity),
    id: textParam(search.id),
  }),
  component: lazyRouteComponent(() => import("@/features/imports/import-page.tsx")),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings/{-$section}",
  component: lazyRouteComponent(withTexts(["access", "account"], () => import("@/features/settings/settings-page.tsx"))),
});

const tree = root.addChildren([
  signIn,
  signUp,
  forgot,
  reset,
  verify,
  invitation,
  shell.addChildren([home, dashboard, list, board, calendar, record, imports, settings]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

function tokenSearch(search: Record<string, unknown>): { token?: string | undefined } {
  return { token: textParam(search.token) };
}

function textParam(value: unknown): string | undefined {
  return typeof value === "string" && value ? value : undefined;
}
