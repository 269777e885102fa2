import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { ensureBinaries } from "../../cluster/binaries/ensure.ts";
import { cacheFolder } from "../../cluster/binaries/pins.ts";
import { type Progress, silent } from "../../cluster/progress.ts";
import { busbar, root, temporaryFolder } from "../support/cli.ts";
import { complete, fakeGo, fakePrograms } from "./fake-programs.ts";
import { mayMount, smallDisk } from "./small-disk.ts";

/** A machine with a Go toolchain of a test's own, and nothing else. */
function machineWithGo(go: Parameters<typeof fakeGo>[1] = {}) {
  const folder = temporaryFolder();
  const path = join(folder, "path");
  fakeGo(path, go);
  const env = { PATH: `${path}:/bin`, BUSBAR_CACHE: join(folder, "cache") };
  return { folder, env, cache: cacheFolder(env) };
}

function build(env: NodeJS.ProcessEnv, progress: Progress = silent) {
  return ensureBinaries(progress, { env, releases: [] });
}

test("What cannot be downloaded is built with Go, one program after another, and said so before it starts", async () => {
  const { env, cache } = machineWithGo();
  const said: string[] = [];
  const binaries = await build(env, {
    step: (what) => {
      said.push(what);
      return () => {};
    },
    note: (line) => said.push(line),
  });
  expect(Object.keys(binaries).sort()).toEqual(Object.keys(complete).sort());
  expect(readdirSync(cache).sort()).toEqual(Object.keys(complete).sort());
  expect(said[0]).toContain("about 7 minutes on two cores");
  expect(said[1]).toContain("Ctrl-C stops it");
  expect(said.slice(2)).toEqual(
    Object.keys(complete).map((binary, at) => `Building ${binary} (${at + 1} of 6)`),
  );
});

test("Nothing that a user has set for projects of their own gets into the build", async () => {
  const { folder, env } = machineWithGo({
    before: 'echo "$GOFLAGS|$GOWORK|$GOOS|$CGO_ENABLED" >> "$(dirname "$0")/seen"',
  });
  await build({ ...env, GOFLAGS: "-mod=vendor", GOWORK: "/home/me/go.work", GOOS: "plan9" });
  const seen = new Set(
    readFileSync(join(folder, "path", "seen"), "utf8")
      .trim()
      .split("\n"),
  );
  expect([...seen]).toEqual(["-mod=readonly|off||0"]);
});

test("A build that fails says what the compiler said last, and keeps what was built before it", async () => {
  const { env, cache } = machineWithGo({
    before: 'case "$target" in */kube-apiserver) echo "server.go:7: undefined: x" >&2; exit 1;; esac',
  });
  await expect(build(env)).rejects.toThrow(
    /go build k8s\.io\/kubernetes\/cmd\/kube-apiserver {2}it ended with exit code 1:\nserver\.go:7: undefined: x/,
  );
  expect(readdirSync(cache)).toEqual(["etcd"]);
});

test("A Go that is too old is refused before it builds anything", async () => {
  const { env, cache } = machineWithGo({ version: "1.25.3" });
  await expect(build(env)).rejects.toThrow(/path\/go {2}it is Go 1\.25\.3: install Go 1\.26\.0 or later/);
  expect(readdirSync(cache)).toEqual([]);
});

test("A cache that cannot be written is said, with the way to another", async () => {
  const { folder, env } = machineWithGo();
  writeFileSync(join(folder, "file"), "");
  await expect(build({ ...env, BUSBAR_CACHE: join(folder, "file") })).rejects.toThrow(
    /not a directory.*: set BUSBAR_CACHE to a folder that can be written/,
  );
});

test.runIf(mayMount())("A full disk ends the build in words, and leaves nothing half-written", async () => {
  const { env } = machineWithGo({ before: 'dd if=/dev/zero of="$target" bs=64k count=64 || exit 1' });
  const disk = smallDisk("1m");
  const cache = cacheFolder({ BUSBAR_CACHE: disk });
  await expect(build({ ...env, BUSBAR_CACHE: disk })).rejects.toThrow(
    `${cache}  the disk is full: make room for 500 MB, or set BUSBAR_CACHE to a folder on another disk`,
  );
  expect(readdirSync(cache)).toEqual([]);
});

test("A build that is stopped ends its compiler, and leaves nothing half-built", async () => {
  const { env, cache } = machineWithGo({
    before: 'case "$target" in */kube-apiserver) echo half > "$target"; sleep 321;; esac',
  });
  // Not the command, which would download first.
  const program = `
    import { ensureBinaries } from "${root}/cluster/binaries/ensure.ts";
    import { silent } from "${root}/cluster/progress.ts";
    await ensureBinaries(silent, { releases: [] });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    cwd: root,
    env,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  const halfBuilt = () =>
    existsSync(cache) &&
    readdirSync(cache, { recursive: true }).some((name) => /\.unf.*\/kube/.test(String(name)));
  while (!halfBuilt()) await wait(50);
  child.kill("SIGTERM");
  expect(await ended).toBe("SIGTERM");
  expect(readdirSync(cache)).toEqual(["etcd"]);
  expect(spawnSync("ps", ["-A", "-o", "args="], { encoding: "utf8" }).stdout).not.toMatch(/^sleep 321$/m);
});

test("busbar cluster binaries says of each program its version and where it is", () => {
  const path = join(temporaryFolder(), "path");
  fakePrograms(path, complete);
  const { status, stdout } = busbar(["cluster", "binaries"], { env: { PATH: `${path}:/bin` } });
  expect(status).toBe(0);
  expect(stdout).toContain(`kube-apiserver 1.36.3 from PATH: ${join(path, "kube-apiserver")}\n`);
  expect(stdout.trim().split("\n")).toHaveLength(6);
});
