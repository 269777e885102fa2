import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { type LocalRegistry, localRegistry } from "./local-registry.ts";
import { missingRegistry, packedPackage } from "./user-project.ts";

const folder = mkdtempSync(join(tmpdir(), "busbar-starting-"));
const missing = missingRegistry();
const page = fencesOf(readFileSync(join(repository, "docs/starting.md"), "utf8"));
let registry: LocalRegistry;

beforeAll(async () => {
  if (missing !== undefined) return;
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as object;
  registry = await localRegistry(packedPackage(folder), manifest, configured("registry"));
});

afterAll(async () => {
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});

function configured(key: string): string {
  return spawnSync("npm", ["config", "get", key], { encoding: "utf8" }).stdout.trim();
}

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the page's commands as one who has npm and git, and nothing else of the repository. */
function followed(commands: string, cwd: string): Promise<Ended> {
  const author = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" };
  const committer = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  const npm = {
    npm_config_registry: registry.url,
    npm_config_cache: configured("cache"),
    npm_config_prefer_offline: "true",
  };
  const { PATH = "" } = process.env;
  const env = { PATH, HOME: folder, ...author, ...committer, ...npm };
  return new Promise((ended) => {
    const options = { cwd, env, maxBuffer: 64 * 2 ** 20 };
    execFile("bash", ["-euo", "pipefail", "-c", commands], options, (error, stdout, stderr) =>
      ended({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

test.skipIf(missing !== undefined)(
  `With the packed package and npm alone, the page leads from an empty folder to a reviewed tenant${missing === undefined ? "" : `: ${missing}`}`,
  { timeout: 1_200_000 },
  async () => {
    const empty = join(folder, "empty");
    mkdirSync(empty);
    const commands = page.filter(({ info }) => info === "sh").map(({ text }) => text);
    const { code, stdout, stderr } = await followed(commands.join("\n"), empty);
    expect(code, `${stdout}\n${stderr}`).toBe(0);
    const [review = "", explained = ""] = page.filter(({ info }) => info === "text").map(({ text }) => text);
    expect(readFileSync(join(empty, "review.md"), "utf8")).toContain(review.trim().replace("…", ""));
    // Where an answer stands follows from how much the template says of those before it.
    const anywhere = (text: string) => text.replaceAll(/site\.yaml:\d+/g, "site.yaml:…");
    expect(anywhere(stdout)).toContain(anywhere(explained));
    const { dependencies } = JSON.parse(readFileSync(join(empty, "my-site/package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const installed = join(empty, "my-site/node_modules/busbar/package.json");
    expect(JSON.parse(readFileSync(installed, "utf8"))).toMatchObject({ version: dependencies["busbar"] });
  },
);
