import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter } from "node:path";
import type { Problem } from "../../site/problem.ts";
import type { Progress } from "../progress.ts";
import type { BinaryName } from "./binary.ts";
import { diskFull, putIntoCache } from "./cache.ts";
import { executable } from "./find.ts";
import { moduleFolder, readPins } from "./pins.ts";
import { lastLines, run } from "./run.ts";
import { isAtLeast } from "./version.ts";

const packages: Readonly<Record<BinaryName, string>> = {
  etcd: "go.etcd.io/etcd/server/v3",
  "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
  "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
  "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
  kwok: "sigs.k8s.io/kwok/cmd/kwok",
  kwokctl: "sigs.k8s.io/kwok/cmd/kwokctl",
};

/**
 * Builds programs into the cache with Go, one after another, from the module beside this file. What is built stays, so
 * that a build that was stopped goes on where it was.
 *
 * @returns why it did not work; undefined where it did.
 * @throws Refusal where the disk is full.
 */
export async function build(
  binaries: readonly BinaryName[],
  cache: string,
  progress: Progress,
  env: NodeJS.ProcessEnv,
): Promise<Problem | undefined> {
  const go = executable("go", (env["PATH"] ?? "").split(delimiter));
  if (go === undefined) return { where: "go", message: `it is not on PATH: ${advice()}` };
  const refused = await refusedGo(go, env);
  if (refused !== undefined) return { where: go, message: refused };
  progress.note(
    `Building the control plane's programs with Go: once, about 7 minutes on two cores, kept in ${cache}.`,
  );
  progress.note(
    "Ctrl-C stops it; what is built by then is kept. With all six programs on PATH nothing is built.",
  );
  for (const [at, binary] of binaries.entries()) {
    const done = progress.step(`Building ${binary} (${at + 1} of ${binaries.length})`);
    const failure = await buildOne(go, binary, cache, env);
    if (failure !== undefined) {
      done("failed");
      return { where: `go build ${packages[binary]}`, message: failure };
    }
    done(`${Math.round(statSync(`${cache}/${binary}`).size / 1e6)} MB`);
  }
  return undefined;
}

function advice(): string {
  return `install Go ${readPins().go} or later, or put the programs on PATH`;
}

/** Why a Go does not do; undefined where it does. */
async function refusedGo(go: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Asked outside of any module, which could make it answer for another version.
  const { failure, output } = await run(go, ["version"], {
    cwd: tmpdir(),
    env: { ...env, GOTOOLCHAIN: "local", GOWORK: "off" },
  });
  const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(output)?.[1];
  if (failure !== undefined || version === undefined) {
    return `go version ${failure ?? "says no version"}: ${lastLines(output)}; ${advice()}`;
  }
  const { go: least } = readPins();
  return isAtLeast(version, least) ? undefined : `it is Go ${version}: ${advice()}`;
}

function buildOne(
  go: string,
  binary: BinaryName,
  cache: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return putIntoCache(cache, binary, async (workplace) => {
    const { failure, output } = await run(
      go,
      ["build", "-trimpath", "-ldflags", linkerFlags(), "-o", workplace.target, packages[binary]],
      {
        cwd: moduleFolder,
        env: forBuild(env),
        started: ({ pid }) => {
          workplace.onStop = () => pid !== undefined && process.kill(-pid, "SIGTERM");
        },
      },
    );
    if (/no space left on device/i.test(output)) throw diskFull(cache);
    return failure === undefined ? undefined : `it ${failure}:\n${lastLines(output, 10)}`;
  });
}

/** Without what a user may have set for projects of their own. */
function forBuild(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return { ...rest, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };
}

/** Kubernetes is told its version when it is linked; without, it would say v0.0.0. */
function linkerFlags(): string {
  const { kubernetes } = readPins();
  const [major, minor] = kubernetes.split(".");
  const version = "k8s.io/component-base/version";
  return [
    "-s -w",
    `-X ${version}.gitVersion=v${kubernetes}`,
    `-X ${version}.gitMajor=${major}`,
    `-X ${version}.gitMinor=${minor}`,
  ].join(" ");
}
