import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BinaryName } from "../../cluster/binaries/binary.ts";

/** What each program says when it is asked for its version, as the real ones say it. */
const versions: Readonly<Record<BinaryName, (version: string) => string>> = {
  etcd: (version) => `etcd Version: ${version}\nGit SHA: Not provided`,
  "kube-apiserver": (version) => `Kubernetes v${version}`,
  "kube-controller-manager": (version) => `Kubernetes v${version}`,
  "kube-scheduler": (version) => `Kubernetes v${version}`,
  kwok: (version) => `kwok version v${version} go1.26.8 (linux/amd64)`,
  kwokctl: (version) => `kwokctl version v${version} go1.26.8 (linux/amd64)`,
};

/** A shell script that can be run. */
export function script(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** A program that says its version, and nothing else. */
export function saying(binary: BinaryName, version: string): string {
  return `echo "${versions[binary](version)}"`;
}

/** Programs in a folder, each of a version. */
export function fakePrograms(folder: string, programs: Partial<Record<BinaryName, string>>): void {
  for (const [binary, version] of Object.entries(programs) as [BinaryName, string][]) {
    script(folder, binary, saying(binary, version));
  }
}

export const complete: Readonly<Record<BinaryName, string>> = {
  etcd: "3.6.8",
  "kube-apiserver": "1.36.3",
  "kube-controller-manager": "1.36.3",
  "kube-scheduler": "1.36.3",
  kwok: "0.8.0",
  kwokctl: "0.8.0",
};

/**
 * A Go toolchain that "builds" a program which says the version of the real one, after the given commands. `$target` is
 * where it is to be, `$package` what is built.
 */
export function fakeGo(folder: string, { version = "1.26.8", before = "" } = {}): void {
  const cases = Object.entries(complete).map(
    ([binary, release]) =>
      `*/${binary}) cat > "$target" <<'END'\n#!/bin/sh\n${saying(binary as BinaryName, release)}\nEND\n;;`,
  );
  script(
    folder,
    "go",
    `if [ "$1" = version ]; then echo "go version go${version} linux/amd64"; exit; fi
while [ $# -gt 2 ]; do if [ "$1" = -o ]; then target=$2; fi; shift; done
package=$2
${before}
case "$target" in
${cases.join("\n")}
esac`,
  );
}
