import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The Go module that pins the control plane's programs; in the package it is beside this file as well. */
export const moduleFolder = fileURLToPath(new URL("module", import.meta.url));

/** What the module says, the one place where versions are pinned. */
export interface Pins {
  readonly etcd: string;
  readonly kubernetes: string;
  readonly kwok: string;
  /** The oldest Go that builds it. */
  readonly go: string;
}

export function readPins(): Pins {
  const text = readFileSync(join(moduleFolder, "go.mod"), "utf8");
  const find = (pattern: RegExp): string => {
    const version = pattern.exec(text)?.[1];
    if (version === undefined) throw new RangeError(`${moduleFolder}/go.mod has nothing like ${pattern}`);
    return version;
  };
  return {
    etcd: find(/go\.etcd\.io\/etcd\/server\/v3 v(\S+)/),
    kubernetes: find(/k8s\.io\/kubernetes v(\S+)/),
    kwok: find(/sigs\.k8s\.io\/kwok v(\S+)/),
    go: find(/^go (\S+)$/m),
  };
}

/**
 * Where downloaded and built programs are kept. Its name says what is in it, so that a new pin never meets an old
 * program, nor a home folder shared by two kinds of machine the wrong one.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { kubernetes, etcd, kwok } = readPins();
  const sums = createHash("sha256")
    .update(readFileSync(join(moduleFolder, "go.sum")))
    .digest("hex");
  const name = [
    `kubernetes-${kubernetes}`,
    `etcd-${etcd}`,
    `kwok-${kwok}`,
    process.platform,
    process.arch,
    sums.slice(0, 8),
  ].join("-");
  return join(cacheRoot(env), "control-plane", name);
}

function cacheRoot(env: NodeJS.ProcessEnv): string {
  const { BUSBAR_CACHE, XDG_CACHE_HOME } = env;
  if (BUSBAR_CACHE) return resolve(BUSBAR_CACHE);
  return join(XDG_CACHE_HOME || join(env["HOME"] || homedir(), ".cache"), "busbar");
}
