import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, expect, onTestFinished } from "vitest";
import type { Binaries } from "../../cluster/binaries/binary.ts";
import { findBinaries } from "../../cluster/binaries/find.ts";
import { planeFolder } from "../../cluster/control-plane/folder.ts";
import { freePorts, type Ports } from "../../cluster/control-plane/ports.ts";
import { processesOf } from "../../cluster/control-plane/processes.ts";
import { startControlPlane } from "../../cluster/control-plane/start.ts";
import { controlPlane, controlPlanes } from "../../cluster/control-plane/status.ts";
import { stopControlPlane } from "../../cluster/control-plane/stop.ts";
import { connect } from "../../cluster/live/connect.ts";
import { busbar, root, temporaryFolder } from "../support/cli.ts";
import { testWithBinaries } from "../support/control-plane.ts";
import { processesNaming } from "../support/processes.ts";
import { createJob, createNodes, jobStatus, until } from "./jobs.ts";
import { mayMount, smallDisk } from "./small-disk.ts";

// Names of this file's own among those that the user has.
const names = ["one", "two", "three"].map((name) => `faults-${process.pid}-${name}`);
const [one = "", two = "", three = ""] = names;

afterEach(async () => {
  for (const name of names) await stopControlPlane(name);
});
afterAll(async () => {
  expect((await controlPlanes()).filter(({ name }) => names.includes(name))).toEqual([]);
});

async function binariesHere(): Promise<Binaries> {
  const { binaries } = await findBinaries();
  if (binaries === undefined) throw new Error("no binaries");
  return binaries;
}

/** Nothing of it: no process, no file; and its ports, where they are known, are free. */
async function expectGone(name: string, ports?: Ports): Promise<void> {
  const folder = planeFolder(name);
  expect(await processesOf(folder)).toEqual([]);
  expect(existsSync(folder.path)).toBe(false);
  for (const port of Object.values(ports ?? {})) {
    const close = await listen(port);
    await close();
  }
}

function listen(port: number): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    // Whoever connects is sent away, so that closing need not wait for anybody.
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve(() => new Promise((closed) => server.close(() => closed()))),
    );
  });
}

testWithBinaries("Two that start at once get ports of their own, and each does its work", async () => {
  const planes = await Promise.all([one, two].map((name) => startControlPlane({ name })));
  const records = (await controlPlanes()).filter(({ name }) => names.includes(name));
  expect(records.map(({ state }) => state)).toEqual(["running", "running"]);
  const ports = records.flatMap(({ record }) => Object.values(record?.ports ?? {}));
  expect(new Set(ports).size).toBe(12);
  for (const [at, plane] of planes.entries()) {
    const cluster = connect(plane);
    await createNodes(cluster, at + 1);
    const { items } = await cluster.request<{ items: readonly object[] }>("GET", "/api/v1/nodes");
    expect(items).toHaveLength(at + 1);
    await createJob(cluster, "short", at + 1);
    await until(async () => (await jobStatus(cluster, "short")).succeeded === at + 1);
  }
  // The end of one is not the other's.
  await stopControlPlane(one);
  expect(await controlPlane(two)).toMatchObject({ state: "running", dead: [] });
});

for (const [component, port] of [
  ["etcd", "etcd"],
  ["kube-apiserver", "apiServer"],
  ["kube-scheduler", "scheduler"],
] as const) {
  testWithBinaries(`A port that is taken is said, and nothing is left: ${component}`, async () => {
    const ports = await freePorts();
    const close = await listen(ports[port]);
    await expect(startControlPlane({ name: one, ports })).rejects.toThrow(
      `${component}  127.0.0.1:${ports[port]} is taken by another process`,
    );
    await close();
    await expectGone(one, ports);
  });
}

testWithBinaries("A program that is gone is said, and nothing is left", async () => {
  const binaries = await binariesHere();
  const gone = { ...binaries.etcd, path: "/nonexistent/etcd" };
  await expect(startControlPlane({ name: one, binaries: { ...binaries, etcd: gone } })).rejects.toThrow(
    /does not start\. Nothing of it is left\.\n.*\/nonexistent\/etcd/,
  );
  await expectGone(one);
});

if (mayMount()) {
  testWithBinaries("A full disk is said, and nothing is left", async () => {
    const clusters = smallDisk("8m");
    const { status, stderr } = busbar(["cluster", "up", one], { env: { BUSBAR_CLUSTERS: clusters } });
    expect(status).toBe(1);
    expect(stderr).toContain(`etcd  the disk is full: make room in ${join(clusters, one)}, and start again`);
    expect(readdirSync(clusters)).toEqual([]);
  });
}

/** Has busbar start a control plane, as a process that can be killed. */
function startAsProcess(name: string, clusters: string): ChildProcess {
  const child = spawn(process.execPath, [join(root, "bin/busbar.js"), "cluster", "up", name], {
    env: { ...process.env, BUSBAR_CLUSTERS: clusters },
    stdio: "ignore",
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
}

for (const [moment, sign] of [
  ["before kwokctl has begun", "kwokctl.json"],
  ["when etcd has been started", `clusters/${three}/pids/etcd.pid`],
  ["when it answers already", "kubeconfig"],
] as const) {
  testWithBinaries(`After a start was killed ${moment}, it is shown, and down leaves nothing`, async () => {
    const clusters = temporaryFolder();
    const env = { BUSBAR_CLUSTERS: clusters };
    const child = startAsProcess(three, clusters);
    const end = ended(child);
    while (!existsSync(join(clusters, three, sign))) await wait(5);
    child.kill("SIGKILL");
    await end;
    expect(busbar(["cluster", "status"], { env }).stdout).toMatch(
      new RegExp(`^${three} {2}(starting|running|partly|stopped|unreadable)\n`),
    );
    const down = busbar(["cluster", "down", three], { env });
    expect(down).toMatchObject({ status: 0, stdout: expect.stringMatching(/removed its files\.\n$/) });
    expect(readdirSync(clusters)).toEqual([]);
    // Neither now, nor from something that was still on its way.
    await wait(1000);
    expect(processesNaming(clusters)).toEqual([]);
    expect(readdirSync(clusters)).toEqual([]);
  });
}

testWithBinaries("A start that is interrupted ends what it has started", async () => {
  const clusters = temporaryFolder();
  const child = startAsProcess(three, clusters);
  const end = ended(child);
  while (!existsSync(join(clusters, three, "clusters", three, "pids", "etcd.pid"))) await wait(5);
  child.kill("SIGINT");
  expect(await end).toBe("SIGINT");
  expect(processesNaming(clusters)).toEqual([]);
  expect(readdirSync(clusters)).toEqual([]);
});

testWithBinaries(
  "After a restart of the machine it is stopped, no stranger is ended, and up begins anew",
  async () => {
    await startControlPlane({ name: one });
    const folder = planeFolder(one);
    for (const { pid } of await processesOf(folder)) process.kill(pid, "SIGKILL");
    await until(async () => (await processesOf(folder)).length === 0);
    expect(await controlPlane(one)).toMatchObject({ state: "stopped", processes: [] });
    // By now the process id is another program's: this one's.
    writeFileSync(join(folder.kwokctl, "pids", "etcd.pid"), String(process.pid));
    await startControlPlane({ name: one });
    expect(await controlPlane(one)).toMatchObject({ state: "running", dead: [] });
  },
);

testWithBinaries("One whose files are gone is ended by its name", async () => {
  await startControlPlane({ name: one });
  const folder = planeFolder(one);
  writeFileSync(folder.record, "");
  mkdirSync(folder.logs, { recursive: true });
  expect(await controlPlane(one)).toMatchObject({ state: "unreadable" });
  expect((await stopControlPlane(one)).ended.length).toBe(5);
  await expectGone(one);
});
