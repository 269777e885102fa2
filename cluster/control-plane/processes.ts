import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { run } from "../binaries/run.ts";
import type { PlaneFolder } from "./folder.ts";

/** A process that belongs to a control plane. */
export interface PlaneProcess {
  readonly pid: number;
  /** Its program, such as `etcd`; `kwokctl` while it starts the others. */
  readonly component: string;
  /** Memory that it holds, in bytes. */
  readonly memory: number;
}

/** What runs once a control plane has started. */
export const components = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok-controller",
] as const;

interface Listed {
  readonly pid: number;
  /** Program and arguments, with blanks between. */
  readonly command: string;
  readonly memory: number;
}

/**
 * The processes of a control plane, found by their command lines: kwokctl starts each component by a link inside the
 * plane's folder, and is itself started with the configuration in it. Files with process ids would not do: after a
 * restart of the machine they may name somebody else's process.
 */
export async function processesOf(folder: PlaneFolder): Promise<PlaneProcess[]> {
  return (await listed()).flatMap(({ pid, command, memory }) => {
    if (command.startsWith(`${folder.kwokctl}/bin/`)) {
      const [program = ""] = command.slice(folder.kwokctl.length).split(" ");
      return [{ pid, memory, component: basename(program) }];
    }
    const starts = command.includes(`--config=${folder.configuration}`);
    return starts ? [{ pid, memory, component: "kwokctl" }] : [];
  });
}

/**
 * Ends all processes of a control plane, at once: what they keep is removed with them.
 *
 * @returns the components that were ended.
 */
export async function endProcesses(folder: PlaneFolder): Promise<string[]> {
  const ended = new Set<string>();
  const killed = new Set<number>();
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const processes = await processesOf(folder);
    if (processes.length === 0) {
      await untilGone(killed);
      return [...ended];
    }
    // kwokctl first, since it starts others.
    for (const { pid, component } of processes.sort((one) => (one.component === "kwokctl" ? -1 : 1))) {
      ended.add(component);
      killed.add(pid);
      kill(pid);
    }
    await wait(50);
  }
  throw new Error(
    `processes of ${folder.path} do not end: ${(await processesOf(folder)).map(({ pid }) => pid)}`,
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It may have ended since it was listed.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A process that ends has no command line any more a moment before it gives up its ports. */
async function untilGone(pids: ReadonlySet<number>): Promise<void> {
  for (let attempt = 0; attempt < 100 && [...pids].some(isEnding); attempt += 1) await wait(10);
}

/** Still there, and more than an entry that waits for its parent to read it: that has one thread, and holds nothing. */
function isEnding(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return !(/^State:\s+[ZX]/m.test(status) && /^Threads:\s+1$/m.test(status));
  } catch {
    return false;
  }
}

async function listed(): Promise<Listed[]> {
  return existsSync("/proc/self/cmdline") ? fromProc() : fromPs();
}

function fromProc(): Listed[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return [{ pid: Number(pid), command, memory: Number(kilobytes) * 1024 }];
      } catch {
        // It ended while it was read.
        return [];
      }
    });
}

/** Where there is no /proc, as on macOS. */
async function fromPs(): Promise<Listed[]> {
  const { failure, output } = await run("ps", ["-A", "-ww", "-o", "pid=,rss=,args="]);
  if (failure !== undefined) throw new Error(`ps ${failure}: ${output}`);
  return output.split("\n").flatMap((line) => {
    const [, pid, kilobytes, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), command, memory: Number(kilobytes) * 1024 }];
  });
}
