import { mkdirSync, writeFileSync } from "node:fs";
import { Refusal } from "../../site/problem.ts";
import type { Binaries } from "../binaries/binary.ts";
import { ensureBinaries } from "../binaries/ensure.ts";
import { type Progress, silent } from "../progress.ts";
import { kwokctlConfiguration, type PodBehaviour } from "./configuration.ts";
import { failuresOf } from "./failure.ts";
import { defaultName, type PlaneFolder, planeFolder } from "./folder.ts";
import { cleaningUpOnSignal } from "./interruption.ts";
import { insteadOfKubectl, kwokctl } from "./kwokctl.ts";
import { freePorts, type Ports } from "./ports.ts";
import { ComponentsEnded, untilReady } from "./ready.ts";
import type { PlaneRecord } from "./record.ts";
import { controlPlane, type PlaneStatus } from "./status.ts";
import { stopControlPlane } from "./stop.ts";

export interface StartOptions {
  /** A DNS label. @default "default" */
  readonly name?: string;
  /** @default "complete" */
  readonly pods?: PodBehaviour;
  /** @default - what ensureBinaries gives */
  readonly binaries?: Binaries;
  /** @default - ports that are free */
  readonly ports?: Ports;
  /** @default - says nothing */
  readonly progress?: Progress;
}

/** A control plane that runs. */
export interface ControlPlane {
  readonly name: string;
  /** Path of a kubeconfig with a cluster administrator's credentials. */
  readonly kubeconfig: string;
  /** The context in it. */
  readonly context: string;
}

/**
 * Starts a Kubernetes control plane as processes of this machine, on loopback, with simulated nodes: etcd, API server,
 * controller manager, scheduler and kwok. It runs until stopControlPlane, also after this program has ended. What is
 * left of a dead one of the name is removed before.
 *
 * @throws Refusal where one of this name runs, its folder does not do, programs are missing, or it does not start;
 * then nothing is left of it.
 */
export async function startControlPlane(options: StartOptions = {}): Promise<ControlPlane> {
  const { name = defaultName, progress = silent } = options;
  const folder = planeFolder(name);
  if (/\s/.test(folder.path)) throw blankIn(folder);
  const previous = await controlPlane(name);
  if (previous?.state === "running" || previous?.state === "starting") throw alreadyThere(previous);
  const binaries = options.binaries ?? (await ensureBinaries(progress));
  const ports = options.ports ?? (await freePorts());
  if (previous !== undefined) {
    progress.note(`Removing what is left of the control plane "${name}"`);
    await stopControlPlane(name);
  }
  const done = progress.step(`Starting the control plane "${name}"`);
  await cleaningUpOnSignal(
    () => stopControlPlane(name),
    () => start(folder, binaries, ports, options.pods ?? "complete"),
  );
  done(`Kubernetes ${binaries["kube-apiserver"].version} at ${addressOf(ports)}`);
  return { name, kubeconfig: folder.kubeconfig, context: `kwok-${name}` };
}

function addressOf({ apiServer }: Ports): string {
  return `https://127.0.0.1:${apiServer}`;
}

/** kwokctl takes its folder's path up to the first blank only, and would work in another folder. */
function blankIn({ name, path }: PlaneFolder): Refusal {
  return new Refusal(`The control plane "${name}" cannot be kept.`, [
    { where: path, message: "there is a blank in the path: set BUSBAR_CLUSTERS to a folder without one" },
  ]);
}

function alreadyThere({ name, state, record }: PlaneStatus): Refusal {
  const since = record === undefined ? "" : ` at ${record.server}, since ${record.since}`;
  return new Refusal("The control plane is there already.", [
    {
      where: name,
      message: `it is ${state}${since}: use it, end it with busbar cluster down ${name}, or choose another name`,
    },
  ]);
}

async function start(
  folder: PlaneFolder,
  binaries: Binaries,
  ports: Ports,
  pods: PodBehaviour,
): Promise<void> {
  const record: PlaneRecord = {
    server: addressOf(ports),
    since: new Date().toISOString(),
    pods,
    ports,
    binaries,
  };
  try {
    // Credentials are in it.
    mkdirSync(folder.path, { recursive: true, mode: 0o700 });
    writeFileSync(folder.record, `${JSON.stringify(record, null, 2)}\n`);
    writeFileSync(
      folder.configuration,
      kwokctlConfiguration(folder, { binaries, ports, pods, kubectl: insteadOfKubectl() }),
    );
    await kwokctl("create", folder, binaries);
    await untilReady(folder, record, () => kwokctl("start", folder, binaries));
  } catch (error) {
    // The logs are gone after it.
    const refusal = didNotStart(folder, error as Error);
    await stopControlPlane(folder.name);
    throw refusal;
  }
}

function didNotStart(folder: PlaneFolder, error: Error): Refusal {
  const problems = failuresOf(folder, error instanceof ComponentsEnded ? error.components : []);
  return new Refusal(
    `The control plane "${folder.name}" does not start. Nothing of it is left.`,
    problems.length > 0 ? problems : [{ where: folder.path, message: error.message }],
  );
}
