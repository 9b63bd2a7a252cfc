// @vitest-environment node
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const own = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(own, "../../web/node_modules/.bin/tsc");
const folder = mkdtempSync(join(tmpdir(), "rapport-sdk-"));

afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): string {
  try {
    return execFileSync(tsc, args, { encoding: "utf8", cwd: folder });
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error);
  }
}

test("a project that installs the package compiles against its published types", () => {
  const installed = join(folder, "node_modules/@rapport/sdk");
  mkdirSync(installed, { recursive: true });
  expect(run("-p", join(own, "tsconfig.build.json"), "--outDir", join(installed, "dist"))).toBe("");
  for (const file of ["package.json", "README.md"]) cpSync(join(own, file), join(installed, file));
  cpSync(join(own, "consumer"), folder, { recursive: true });
  expect(run("-p", folder)).toBe("");
  const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    dependencies?: unknown;
  };
  expect(dependencies).toBeUndefined();
}, 60_000);
