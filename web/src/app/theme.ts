/** Colours and shapes. Every colour of the app is one of these variables or of the component kit's. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#eef0fd",
  "#d9dcf7",
  "#b1b7ed",
  "#8790e3",
  "#646fda",
  "#4f5bd5",
  "#4650c8",
  "#3843b2",
  "#303ba0",
  "#26328d",
];

/** Cool greys, so that inputs and menus stand well on the dark surfaces. */
const slate: MantineColorsTuple = [
  "#d5dae1",
  "#b6bdc8",
  "#98a1af",
  "#6b7482",
  "#3a404a",
  "#31363f",
  "#23272e",
  "#1a1d23",
  "#14171b",
  "#0e1013",
];

const list = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 260, overflowY: "auto" as const } },
};

export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: { light: 6, dark: 5 },
  colors: { brand: indigo, dark: slate },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { xs: "0.75rem", sm: "0.8438rem", md: "0.9375rem" },
  headings: { fontWeight: "650" },
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Button: {
      defaultProps: { size: "sm" },
      styles: { label: { fontWeight: 550 } },
      vars: (_theme: unknown, { size }: { size?: unknown }) => ({
        root: size === "compact-md" ? { "--button-fz": "var(--mantine-font-size-sm)" } : {},
      }),
    },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.15 } } },
    MultiSelect: list,
    Select: list,
    TagsInput: list,
    // The placeholder is a child a menu may not have; the first item takes the focus instead.
    Menu: { defaultProps: { shadow: "md", withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
  },
});

/** Raises the kit's weak greys to a contrast of 4.5, and names the surfaces of the app. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {
    "--app-row-height": "2.5rem",
    "--app-header-height": "3.25rem",
  },
  light: {
    "--mantine-color-dimmed": "#5b6370",
    "--mantine-color-placeholder": "#636b78",
    "--mantine-color-error": "#c01f1f",
    "--mantine-color-anchor": "#3843b2",
    "--app-canvas": "#f6f7f9",
    "--app-surface": "#ffffff",
    "--app-line": "#e4e7ec",
    "--app-hover": "#f1f3f7",
    "--app-active": "#e8eafb",
    "--app-active-text": "#303ba0",
  },
  dark: {
    "--mantine-color-dimmed": "#a2abb9",
    "--mantine-color-placeholder": "#99a2b0",
    "--mantine-color-error": "#ff8a8a",
    "--mantine-color-anchor": "#a5aef2",
    "--mantine-color-body": "#17191e",
    "--app-canvas": "#121418",
    "--app-surface": "#1a1d23",
    "--app-line": "#2c3038",
    "--app-hover": "#22262d",
    "--app-active": "#2a2f55",
    "--app-active-text": "#c5caf8",
  },
});
