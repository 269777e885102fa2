import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findBinaries } from "../../cluster/binaries/find.ts";
import { cacheFolder, readPins } from "../../cluster/binaries/pins.ts";
import { checksummed, releases } from "../../cluster/binaries/releases.ts";
import { isAtLeast } from "../../cluster/binaries/version.ts";
import { temporaryFolder } from "../support/cli.ts";
import { complete, fakePrograms, script } from "./fake-programs.ts";

/** Only what a test puts there: nothing of this machine's. */
function places() {
  const root = temporaryFolder();
  const path = join(root, "path");
  const assets = join(root, "assets");
  // The scripts themselves need a shell's programs.
  const env = { PATH: `${path}:/bin`, KUBEBUILDER_ASSETS: assets, BUSBAR_CACHE: join(root, "cache") };
  return { path, assets, cache: cacheFolder(env), env };
}

test("Installed programs are used, each with the version that it says", async () => {
  const { path, env } = places();
  fakePrograms(path, { ...complete, "kube-apiserver": "1.36.3" });
  const { binaries, missing } = await findBinaries(env);
  expect(missing).toEqual([]);
  expect(binaries?.["kube-apiserver"]).toEqual({
    name: "kube-apiserver",
    path: join(path, "kube-apiserver"),
    version: "1.36.3",
    from: "PATH",
  });
  expect(binaries?.etcd.version).toBe("3.6.8");
  expect(binaries?.kwok.version).toBe("0.8.0");
});

test("Kubernetes' programs come from one place together: envtest's API server is not mixed with others", async () => {
  const { assets, cache, env } = places();
  fakePrograms(assets, { etcd: "3.5.21", "kube-apiserver": "1.33.0" });
  fakePrograms(cache, complete);
  const { binaries } = await findBinaries(env);
  expect(binaries?.etcd).toMatchObject({ version: "3.5.21", from: "KUBEBUILDER_ASSETS" });
  expect(binaries?.["kube-apiserver"]).toMatchObject({ version: "1.36.3", from: "cache" });
});

test("Where a program is missing, every place says what it lacks", async () => {
  const { path, assets, cache, env } = places();
  const { "kube-scheduler": _, ...others } = complete;
  fakePrograms(path, others);
  fakePrograms(assets, { "kube-apiserver": "1.36.3" });
  const { binaries, missing, reasons } = await findBinaries(env);
  expect(binaries).toBeUndefined();
  expect(missing.map(({ project }) => project)).toEqual(["Kubernetes"]);
  expect(reasons).toEqual([
    { where: "PATH", message: "it has no kube-scheduler" },
    { where: "KUBEBUILDER_ASSETS", message: "it has no kube-controller-manager and no kube-scheduler" },
    {
      where: cache,
      message: "it has no kube-apiserver and no kube-controller-manager and no kube-scheduler",
    },
  ]);
});

test("Kubernetes before 1.30 is refused, since it has no ValidatingAdmissionPolicy", async () => {
  const { path, env } = places();
  const old = "1.29.14";
  fakePrograms(path, {
    ...complete,
    "kube-apiserver": old,
    "kube-controller-manager": old,
    "kube-scheduler": old,
  });
  const { reasons } = await findBinaries(env);
  expect(reasons[0]?.message).toContain(`${join(path, "kube-apiserver")} is 1.29.14`);
  expect(reasons[0]?.message).toContain("Kubernetes 1.30.0 or later is needed");
});

test("Programs of one project must be of one version", async () => {
  const { path, env } = places();
  fakePrograms(path, { ...complete, "kube-scheduler": "1.35.0" });
  const { reasons } = await findBinaries(env);
  expect(reasons[0]?.message).toBe(
    "kube-apiserver 1.36.3, kube-controller-manager 1.36.3, kube-scheduler 1.35.0: they must be of one version",
  );
});

test("A program that does not run, or may not be run, does not do", async () => {
  const { path, env } = places();
  fakePrograms(path, complete);
  script(path, "etcd", "echo 'cannot execute: wrong format' >&2; exit 3");
  chmodSync(join(path, "kwok"), 0o644);
  const { reasons } = await findBinaries(env);
  const messages = reasons.filter(({ where }) => where === "PATH").map(({ message }) => message);
  expect(messages).toEqual([`${join(path, "etcd")} --version ended with exit code 3`, "it has no kwok"]);
});

test("Versions are compared by their numbers", () => {
  expect(isAtLeast("1.30.0", "1.30.0")).toBe(true);
  expect(isAtLeast("1.9.9", "1.30.0")).toBe(false);
  expect(isAtLeast("1.100.0", "1.30.0")).toBe(true);
  expect(isAtLeast("2.0.0", "1.30.5")).toBe(true);
  expect(isAtLeast("1.26", "1.26.0")).toBe(true);
});

test("The checksums are of the versions that the Go module pins", () => {
  const { etcd, kubernetes, kwok } = readPins();
  expect({ etcd, kubernetes, kwok }).toEqual(checksummed);
});

test("The cache's folder is named after versions, platform and go.sum, in the first place the user gives", () => {
  const name = `kubernetes-1\\.36\\.3-etcd-3\\.6\\.8-kwok-0\\.8\\.0-${process.platform}-${process.arch}-[0-9a-f]{8}`;
  const home = { HOME: "/home/miner" };
  expect(cacheFolder(home)).toMatch(new RegExp(`^/home/miner/\\.cache/busbar/control-plane/${name}$`));
  expect(cacheFolder({ ...home, XDG_CACHE_HOME: "/x" })).toMatch(/^\/x\/busbar\/control-plane\//);
  expect(cacheFolder({ ...home, XDG_CACHE_HOME: "/x", BUSBAR_CACHE: "/b" })).toMatch(/^\/b\/control-plane\//);
  // Go is run in another folder than busbar.
  expect(cacheFolder({ ...home, BUSBAR_CACHE: "here" })).toContain(`${process.cwd()}/here/control-plane/`);
});

test.runIf(process.platform === "linux")("Every program has an official file with a checksum", () => {
  const files = releases();
  expect(files.map(({ binary }) => binary).sort()).toEqual(Object.keys(complete).sort());
  for (const { url, sha256 } of files) {
    expect(url).toMatch(/^https:\/\/(dl\.k8s\.io|github\.com)\//);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(files.length);
});
