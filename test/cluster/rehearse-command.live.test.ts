import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { busbar, type Run, root, temporaryFolder } from "../support/cli.ts";
import { testWithBinaries as test } from "../support/control-plane.ts";
import { testWithKueue } from "../support/kueue.ts";
import { processesNaming } from "../support/processes.ts";
import { rehearsedSite } from "./rehearsed-site.ts";

/** Kueue's definitions, where they lie beside the repository; else the official release is asked for them. */
const definitions = fileURLToPath(new URL("../../../shared/crds", import.meta.url));
const crds = existsSync(definitions) ? ["--crds", definitions] : [];

interface Check {
  readonly check: string;
  readonly of: string;
  readonly expected: string;
  readonly found: string;
  readonly outcome: string;
}

/** Control planes of a folder of their own, so that those of the user are left alone. */
function inFolder(clusters: string): Readonly<Record<string, string>> {
  const passed = ["BUSBAR_CACHE", "KUBEBUILDER_ASSETS", "GOPATH", "GOPROXY", "GOMODCACHE"];
  const env = passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(env), BUSBAR_CLUSTERS: clusters };
}

function rehearsed({ stdout }: Run): { holds: boolean; checks: Check[] } {
  const { holds, clusters } = JSON.parse(stdout);
  return { holds, checks: clusters.flatMap(({ results }: { results: Check[] }) => results) };
}

function notOk(checks: readonly Check[]): Check[] {
  return checks.filter(({ outcome }) => outcome === "miss");
}

testWithKueue(test, "With Kueue's manager all jobs go through the queues, gang by gang", async (manager) => {
  const clusters = temporaryFolder();
  const run = busbar(["rehearse", rehearsedSite(), "--json", "--kueue", manager, ...crds], {
    env: inFolder(clusters),
  });
  const { checks } = rehearsed(run);
  expect(notOk(checks)).toEqual([]);
  expect(run.status).toBe(0);
  const of = (check: string) =>
    checks.find((result) => result.check === check && result.of === "divided")?.found;
  expect(of("queue")).toBe("10 admitted");
  expect(of("topology assignment")).toBe("10 assignments, 0 wrong");
  expect(of("queue quota")).toBe("it waits");
  expect(of("scale-up domains")).toBe("5 within one");
  expect(readdirSync(clusters)).toEqual([]);
});

for (const signal of ["SIGKILL", "SIGTERM"] as const) {
  test(`A rehearsal that is ended by ${signal} half-way leaves no process, port or file`, async () => {
    const clusters = temporaryFolder();
    const env = { ...process.env, ...inFolder(clusters) };
    const args = [join(root, "bin/busbar.js"), "rehearse", rehearsedSite(), "--crds", temporaryFolder()];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let said = "";
    await new Promise<void>((resolve, reject) => {
      child.once("exit", () => reject(new Error(`it ended too early: ${said}`)));
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString("utf8");
        if (said.includes("acceptance jobs")) resolve();
      });
    });
    const port = Number(/https:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    expect(await listens(port)).toBe(true);
    child.kill(signal);
    await ended;
    if (signal === "SIGKILL") {
      expect(processesNaming(clusters)).not.toEqual([]);
      const down = busbar(["cluster", "down", "rehearse-drill"], { env: inFolder(clusters) });
      expect(down.stdout + down.stderr).toContain("rehearse-drill");
      expect(down.status).toBe(0);
    }
    // A process that was killed is listed until it has been waited for.
    for (let attempt = 0; attempt < 50 && processesNaming(clusters).length > 0; attempt += 1) await wait(100);
    expect(processesNaming(clusters)).toEqual([]);
    expect(await listens(port)).toBe(false);
    expect(readdirSync(clusters)).toEqual([]);
  });
}

test("A rehearsal whose progress nobody reads any more goes on to its end", async () => {
  const clusters = temporaryFolder();
  const env = { ...process.env, ...inFolder(clusters) };
  const args = [join(root, "bin/busbar.js"), "rehearse", "examples/black-pearl"];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let table = "";
  child.stdout.on("data", (chunk: Buffer) => {
    table += chunk.toString("utf8");
  });
  child.stderr.once("data", () => child.stderr.destroy());
  const status = await new Promise((resolve) => child.once("close", resolve));
  expect([status, table]).toEqual([0, expect.stringContaining("holds what it promises")]);
  expect(readdirSync(clusters)).toEqual([]);
});

test("A manager of Kueue that cannot be run is said before anything starts", async () => {
  const clusters = temporaryFolder();
  const run = busbar(["rehearse", "examples/prince-george", "--kueue", "/nowhere/manager"], {
    env: inFolder(clusters),
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("/nowhere/manager");
  expect(run.stderr).not.toContain("Starting");
  expect(run.stderr).not.toContain("    at ");
});

test("A program that is not Kueue's manager is refused, and the control plane ends", async () => {
  const clusters = temporaryFolder();
  const run = busbar(["rehearse", rehearsedSite(), "--kueue", process.execPath, ...crds], {
    env: inFolder(clusters),
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("Kueue's manager does not start.");
  expect(run.stderr).not.toContain("    at ");
  expect(readdirSync(clusters)).toEqual([]);
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
