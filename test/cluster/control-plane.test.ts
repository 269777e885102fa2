import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failuresOf } from "../../cluster/control-plane/failure.ts";
import { clustersFolder, planeFolder } from "../../cluster/control-plane/folder.ts";
import { freePorts } from "../../cluster/control-plane/ports.ts";
import { startControlPlane } from "../../cluster/control-plane/start.ts";
import { controlPlane, controlPlanes } from "../../cluster/control-plane/status.ts";
import { stopControlPlane } from "../../cluster/control-plane/stop.ts";
import { busbar, temporaryFolder } from "../support/cli.ts";

const before = process.env["BUSBAR_CLUSTERS"];
let clusters: string;

beforeEach(() => {
  clusters = temporaryFolder();
  process.env["BUSBAR_CLUSTERS"] = clusters;
});
afterEach(() => {
  if (before === undefined) delete process.env["BUSBAR_CLUSTERS"];
  else process.env["BUSBAR_CLUSTERS"] = before;
});

/** A folder in which a control plane was, or seems to have been. */
function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(clusters, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test("Control planes are kept with the user's data, or where the user says", () => {
  const home = { HOME: "/home/miner" };
  expect(clustersFolder(home)).toBe("/home/miner/.local/share/busbar/clusters");
  expect(clustersFolder({ ...home, XDG_DATA_HOME: "/data" })).toBe("/data/busbar/clusters");
  expect(clustersFolder({ ...home, BUSBAR_CLUSTERS: "/c" })).toBe("/c");
});

test.each(["Upper", "under_score", "-a", "a-", "", "a/b", "..", "a".repeat(64)])(
  "A name that is no DNS label is refused: %j",
  async (name) => {
    await expect(startControlPlane({ name })).rejects.toThrow(
      "it cannot be a name: use up to 63 of a-z, 0-9",
    );
    await expect(stopControlPlane(name)).rejects.toThrow("it cannot be a name");
    expect(readdirSync(clusters)).toEqual([]);
  },
);

test("A folder with a blank in its path is refused before anything is started, since kwokctl would take another", async () => {
  const path = join(clusters, "my clusters");
  process.env["BUSBAR_CLUSTERS"] = path;
  await expect(startControlPlane({ name: "blank" })).rejects.toThrow(
    `${join(path, "blank")}  there is a blank in the path: set BUSBAR_CLUSTERS to a folder without one`,
  );
  expect(readdirSync(path)).toEqual([]);
});

test("Taking down what is not there does nothing, and says so", async () => {
  expect(await stopControlPlane("nobody")).toEqual({ name: "nobody", ended: [], removed: false });
  const { status, stdout } = busbar(["cluster", "down", "nobody"], { env: { BUSBAR_CLUSTERS: clusters } });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'There is no control plane "nobody".\n' });
});

test.each([
  ["no JSON", "{"],
  ["an empty file", ""],
  ["other JSON", '{"server": 1}'],
  ["a list", "[]"],
])("A folder whose record is %s is shown as unreadable, and can be removed", async (_, text) => {
  const path = folderWith("garbage", { "control-plane.json": text, "what.is.this": "?" });
  expect(await controlPlane("garbage")).toMatchObject({ state: "unreadable", processes: [] });
  const shown = busbar(["cluster", "status"], { env: { BUSBAR_CLUSTERS: clusters } });
  expect(shown.stdout).toContain("garbage  unreadable\n");
  expect(shown.stdout).toContain("busbar cluster down garbage removes it\n");
  expect(await stopControlPlane("garbage")).toEqual({ name: "garbage", ended: [], removed: true });
  expect(existsSync(path)).toBe(false);
});

test("A folder of a start that was killed at once is empty, and can be removed", async () => {
  folderWith("young", {});
  expect((await controlPlanes()).map(({ name, state }) => `${name} ${state}`)).toEqual(["young unreadable"]);
  await stopControlPlane("young");
  expect(readdirSync(clusters)).toEqual([]);
});

test("Folders that are no control planes are left alone, with --all as well", async () => {
  const path = folderWith("thesis", { "chapter-1.tex": "Once" });
  folderWith("Photos", {});
  writeFileSync(join(clusters, "file"), "");
  expect(await controlPlanes()).toEqual([]);
  expect(busbar(["cluster", "down", "--all"], { env: { BUSBAR_CLUSTERS: clusters } }).status).toBe(0);
  const refused = busbar(["cluster", "down", "thesis"], { env: { BUSBAR_CLUSTERS: clusters } });
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    "it has no control-plane.json: remove it yourself, or choose another name",
  );
  expect(readFileSync(join(path, "chapter-1.tex"), "utf8")).toBe("Once");
  expect(readdirSync(clusters).sort()).toEqual(["Photos", "file", "thesis"]);
});

test("A kubeconfig is given of a control plane that runs only", () => {
  const { status, stdout, stderr } = busbar(["cluster", "kubeconfig", "nobody"], {
    env: { BUSBAR_CLUSTERS: clusters },
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("nobody  the control plane is not there: start it with busbar cluster up nobody");
});

test.each(["", "nope", "up a b", "up Bad_Name", "status --yaml"])(
  "A wrong command line ends with exit code 2: busbar cluster %s",
  (line) => {
    const words = line.split(" ").filter((word) => word !== "");
    const { status, stderr } = busbar(["cluster", ...words], { env: { BUSBAR_CLUSTERS: clusters } });
    expect(status).toBe(2);
    expect(stderr).not.toBe("");
    expect(stderr).not.toMatch(/ {4}at /);
  },
);

test("Ports are six in a row that nothing listens on, and not the same each time", async () => {
  const chosen = await Promise.all(Array.from({ length: 8 }, freePorts));
  for (const ports of chosen) {
    const numbers = Object.values(ports);
    expect(numbers).toEqual(numbers.map((_, at) => ports.etcd + at));
    for (const port of numbers) await listenAndClose(port);
  }
  expect(new Set(chosen.map(({ etcd }) => etcd)).size).toBeGreaterThan(1);
});

function listenAndClose(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
}

test("Logs are read for why a component did not start: a known cause, else what those that ended said last", () => {
  const folder = planeFolder("broken");
  mkdirSync(folder.logs, { recursive: true });
  const log = (component: string, text: string) => writeFileSync(join(folder.logs, `${component}.log`), text);
  log("kube-scheduler", "E1122 09:31:00.1 run.go:72] connection refused\n");
  log("kube-apiserver", "W1122 it begins\n\nF1122 09:31:00.1 instance.go:226] Error creating leases\n");
  expect(failuresOf(folder, ["kube-apiserver"])).toEqual([
    {
      where: "kube-apiserver",
      message: "W1122 it begins\nF1122 09:31:00.1 instance.go:226] Error creating leases",
    },
  ]);
  log("etcd", '{"level":"fatal","error":"write /x/wal: no space left on device"}\n');
  expect(failuresOf(folder, ["etcd", "kube-apiserver"])).toEqual([
    { where: "etcd", message: `the disk is full: make room in ${folder.path}, and start again` },
  ]);
});
