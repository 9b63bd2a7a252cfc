/** Icons named by the server. Those listed are there at once, more of them load when wanted; others show a plain box. */
import {
  Archive, ArrowRight, Box, Building2, Calculator, Calendar, CalendarClock, ChartPie, Check,
  CircleCheck, Contact, FileText, Flag, GitCommitHorizontal, Handshake, Home, LifeBuoy,
  type LucideIcon, type LucideProps, Package, Phone, Receipt, Repeat, RotateCcw, SquareCheckBig,
  Star, StickyNote, Tag, Truck, UserCheck, UserPlus, Users, Wrench,
} from "lucide-react";
import { createElement, lazy, Suspense } from "react";

const ICONS: Record<string, LucideIcon> = {
  archive: Archive,
  "arrow-right": ArrowRight,
  "building-2": Building2,
  calculator: Calculator,
  calendar: Calendar,
  "calendar-clock": CalendarClock,
  "chart-pie": ChartPie,
  check: Check,
  "circle-check": CircleCheck,
  contact: Contact,
  "file-text": FileText,
  flag: Flag,
  "git-commit-horizontal": GitCommitHorizontal,
  handshake: Handshake,
  home: Home,
  "life-buoy": LifeBuoy,
  package: Package,
  phone: Phone,
  receipt: Receipt,
  repeat: Repeat,
  "rotate-ccw": RotateCcw,
  "square-check-big": SquareCheckBig,
  star: Star,
  "sticky-note": StickyNote,
  tag: Tag,
  truck: Truck,
  "user-check": UserCheck,
  "user-plus": UserPlus,
  users: Users,
  wrench: Wrench,
};

/** Names a person may choose for an object of their own. */
export const ICON_NAMES = Object.keys(ICONS);

const MoreIcon = lazy(() => import("./more-icons.tsx"));
const made = new Map<string, LucideIcon>();

/** An icon as a component, the same one each time. */
export function iconOf(name: string | null | undefined): LucideIcon {
  const known = made.get(name ?? "") ?? ((props) => <EntityIcon name={name} {...props} />) as LucideIcon;
  made.set(name ?? "", known);
  return known;
}

export function EntityIcon({ name, ...props }: Omit<LucideProps, "name"> & { name: string | null | undefined }) {
  const known = ICONS[name ?? ""];
  const all = { size: 17, strokeWidth: 1.75, "aria-hidden": true, ...props } as const;
  if (known || !name) return createElement(known ?? Box, all);
  return (
    <Suspense fallback={<Box {...all} />}>
      <MoreIcon name={name} {...all} />
    </Suspense>
  );
}
