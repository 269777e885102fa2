import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { BinaryName } from "../../cluster/binaries/binary.ts";
import { ensureBinaries } from "../../cluster/binaries/ensure.ts";
import { cacheFolder } from "../../cluster/binaries/pins.ts";
import type { Release } from "../../cluster/binaries/releases.ts";
import { silent } from "../../cluster/progress.ts";
import { temporaryFolder } from "../support/cli.ts";
import { complete, fakePrograms, saying } from "./fake-programs.ts";

const etcdFolder = "etcd-v3.6.8-linux-amd64";

/** Release files of all programs, which say the right versions. etcd's is a compressed archive. */
function releaseFiles(): Map<BinaryName, Buffer> {
  const files = new Map<BinaryName, Buffer>();
  for (const [binary, version] of Object.entries(complete) as [BinaryName, string][]) {
    files.set(binary, Buffer.from(`#!/bin/sh\n${saying(binary, version)}\n`));
  }
  const folder = temporaryFolder();
  fakePrograms(join(folder, etcdFolder), { etcd: complete.etcd });
  const { stdout } = spawnSync("tar", ["-czf", "-", "-C", folder, etcdFolder]);
  return files.set("etcd", stdout);
}

/** Serves release files under /BINARY, unless it is told to answer otherwise. */
async function serve(files: ReadonlyMap<string, Buffer>, otherwise?: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    if (otherwise === undefined) response.end(files.get(request.url?.slice(1) ?? ""));
    else otherwise(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function described(files: ReadonlyMap<BinaryName, Buffer>, base: string): Release[] {
  return [...files].map(([binary, content]) => ({
    binary,
    url: `${base}/${binary}`,
    sha256: createHash("sha256").update(content).digest("hex"),
    ...(binary === "etcd" && { member: `${etcdFolder}/etcd` }),
  }));
}

/** No programs, and no Go either: downloads are the only way. */
function emptyMachine() {
  const env = { PATH: "/nonexistent:/bin", BUSBAR_CACHE: join(temporaryFolder(), "cache") };
  return { env, cache: cacheFolder(env) };
}

test("What is missing is downloaded into the cache, and found there from then on", async () => {
  const { env, cache } = emptyMachine();
  const files = releaseFiles();
  const base = await serve(files);
  const binaries = await ensureBinaries(silent, { env, releases: described(files, base) });
  expect(binaries.etcd).toEqual({ name: "etcd", path: join(cache, "etcd"), version: "3.6.8", from: "cache" });
  expect(readdirSync(cache).sort()).toEqual(Object.keys(complete).sort());
  for (const binary of readdirSync(cache)) expect(statSync(join(cache, binary)).mode & 0o777).toBe(0o755);
  // No file is to be had any more, and none is needed.
  expect(await ensureBinaries(silent, { env, releases: [] })).toEqual(binaries);
});

test("A corrupt download is refused with both digests, and is not kept", async () => {
  const { env, cache } = emptyMachine();
  const files = releaseFiles();
  const expected = described(files, await serve(new Map([...files, ["kwok", Buffer.from("#!/bin/sh\n")]])));
  const failure = await ensureBinaries(silent, { env, releases: expected }).catch((error: Error) => error);
  const digest = expected.find(({ binary }) => binary === "kwok")?.sha256;
  expect(String(failure)).toMatch(
    new RegExp(`/kwok {2}it is not what it should be: its SHA-256 is [0-9a-f]{64}, not ${digest}`),
  );
  expect(String(failure)).toContain("go  it is not on PATH: install Go 1.26.0 or later");
  expect(readdirSync(cache).sort()).toEqual([
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
  ]);
});

test("A download that breaks off leaves nothing that would be taken for a program", async () => {
  const { env, cache } = emptyMachine();
  const files = releaseFiles();
  const base = await serve(files, (_, response) => {
    response.writeHead(200, { "content-length": "1000000" });
    response.write("#!/bin/sh\n");
    setTimeout(() => response.destroy(), 20);
  });
  await expect(ensureBinaries(silent, { env, releases: described(files, base) })).rejects.toThrow(
    /\/etcd {2}it cannot be downloaded: /,
  );
  expect(readdirSync(cache)).toEqual([]);
});

test("A server that has no such file, and one that is not there, are said by their addresses", async () => {
  const { env } = emptyMachine();
  const files = releaseFiles();
  const base = await serve(files, (_, response) => response.writeHead(404).end());
  const gone = described(files, "http://127.0.0.1:1").filter(({ binary }) => binary === "etcd");
  const answered = described(files, base).filter(({ binary }) => binary !== "etcd");
  const failure = await ensureBinaries(silent, { env, releases: [...gone, ...answered] }).catch(
    (error: Error) => error,
  );
  expect(String(failure)).toContain("http://127.0.0.1:1/etcd  it cannot be downloaded: ");
  expect(String(failure)).toContain(
    `${base}/kube-apiserver  it cannot be downloaded: the server answers 404`,
  );
});

test("Nothing is downloaded without a checksum", async () => {
  const { env } = emptyMachine();
  let asked = 0;
  const files = releaseFiles();
  const base = await serve(files, (_, response) => {
    asked += 1;
    response.end();
  });
  const incomplete = described(files, base).filter(({ binary }) => binary === "kwok");
  await expect(ensureBinaries(silent, { env, releases: incomplete })).rejects.toThrow(
    /download {2}there is no checksum of KWOK's release files for /,
  );
  expect(asked).toBe(0);
});

test("What a killed run left unfinished is removed; what another one is at is not", async () => {
  const { env, cache } = emptyMachine();
  const dead = join(cache, ".unfinished-4194304-abcdef");
  const alive = join(cache, `.unfinished-${process.pid}-abcdef`);
  for (const folder of [dead, alive]) mkdirSync(folder, { recursive: true });
  const files = releaseFiles();
  await ensureBinaries(silent, { env, releases: described(files, await serve(files)) });
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(alive)).toBe(true);
});
