/** Icons named by the server. Only those listed are in the bundle; others show a plain box. */
import {
  Archive, ArrowRight, Box, Building2, Calculator, Calendar, CalendarClock, ChartPie, Check,
  CircleCheck, Contact, FileText, Flag, GitCommitHorizontal, Handshake, Home, LifeBuoy,
  type LucideIcon, type LucideProps, Package, Phone, Receipt, Repeat, RotateCcw, SquareCheckBig,
  Star, StickyNote, Tag, Truck, UserCheck, UserPlus, Users, Wrench,
} from "lucide-react";
import { createElement } from "react";

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

export function iconOf(name: string | null | undefined): LucideIcon {
  return ICONS[name ?? ""] ?? Box;
}

export function EntityIcon({ name, ...props }: Omit<LucideProps, "name"> & { name: string | null | undefined }) {
  return createElement(iconOf(name), { size: 17, strokeWidth: 1.75, "aria-hidden": true, ...props });
}
