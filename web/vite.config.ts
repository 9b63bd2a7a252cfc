import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compress } from "./build/compress.ts";
import { sdk } from "./build/sdk.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const api = process.env.RAPPORT_API ?? "http://127.0.0.1:8080";

/** The page of the API description has files of its own. */
const isOfApp = (id: string) => !/src\/docs\/|docs\.html|swagger-ui|preload-helper/.test(id);

export default defineConfig({
  plugins: [react(), sdk(here("../sdk/typescript/src/browser.ts")), ...(process.env.RAPPORT_WEB_COMPRESS === "1" ? [compress()] : [])],
  resolve: {
    alias: { "@rapport/sdk": here("../sdk/typescript/src/index.ts"), "@": here("./src") },
  },
  server: {
    port: 5173,
    fs: { allow: [here("."), here("../sdk/typescript")] },
    proxy: { "/api": api, "/socket.io": { target: api, ws: true } },
  },
  build: {
    target: "es2023",
    // The policy forbids inline scripts, and data URLs for fonts are not worth their size.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("./index.html"), docs: here("./docs.html") },
      output: {
        codeSplitting: {
          groups: [
            { name: "preload", test: /preload-helper/, priority: 1 },
            // One file for what every page of the app needs: it compresses better than many.
            { name: "start", tags: ["$initial"], test: isOfApp },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "../sdk/typescript/src/**/*.test.ts"],
  },
});
