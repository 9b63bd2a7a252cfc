/**
 * End-to-end tests against a real server: `RAPPORT_URL`, or the executable, started on an empty folder.
 *
 * The browser is Debian's Chromium (`RAPPORT_CHROMIUM` for another); nothing is downloaded.
 */
import { defineConfig } from "@playwright/test";

const browser = {
  executablePath: process.env.RAPPORT_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  globalSetup: "./server.ts",
  workers: 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    launchOptions: browser,
    // Axe is injected by hand, which the policy of the pages would refuse.
    bypassCSP: true,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "first-run", testMatch: "first-run.spec.ts", use: desktop },
    {
      name: "desktop",
      testIgnore: ["first-run.spec.ts", "phone.spec.ts"],
      use: desktop,
      dependencies: ["first-run"],
    },
    {
      name: "phone",
      testMatch: ["phone.spec.ts", "accessibility.spec.ts", "access-pages.spec.ts"],
      use: phone,
      dependencies: ["first-run"],
    },
  ],
});
