/** Builds the client for other pages into one file of its own, `sdk/rapport.js`. */
import { isAbsolute, join } from "node:path";
import { build, type Plugin } from "vite";

export function sdk(entry: string): Plugin {
  let folder = "";
  return {
    name: "rapport-sdk",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      folder = isAbsolute(outDir) ? outDir : join(root, outDir);
    },
    // Before the other plugins' closing, which compress what is there.
    closeBundle: {
      order: "pre",
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          logLevel: "warn",
          build: {
            target: "es2022",
            outDir: join(folder, "sdk"),
            copyPublicDir: false,
            lib: { entry, formats: ["es"], fileName: () => "rapport.js" },
          },
        });
      },
    },
  };
}
