import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../../site/problem.ts";
import { lastLines } from "../binaries/run.ts";
import { planeFolder } from "../control-plane/folder.ts";
import { freeRow } from "../control-plane/ports.ts";
import type { ControlPlane } from "../control-plane/start.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import { mountCertificates, prepareCertificates } from "./certificates.ts";
import { managerName } from "./find.ts";

export interface KueueManagerOptions {
  /** Path of the manager's binary. */
  readonly binary: string;
  readonly plane: ControlPlane;
  /** The same, with Kueue's definitions as `withConversionWebhook` makes them. */
  readonly cluster: LiveCluster;
  /** What it is configured with besides where it runs. @default - Jobs are its only integration */
  readonly configuration?: object | undefined;
}

/** Milliseconds within which it is ready: it takes about five seconds. */
const patience = 60_000;

/**
 * Starts Kueue's manager beside a control plane. Its admission webhooks are not installed, since the API server could
 * not reach them by a Service: jobs are to be created suspended and with their queue's label, which the webhooks would
 * see to. It runs until the control plane is ended.
 *
 * @throws Refusal where it does not start; no process is left behind.
 */
export async function startKueueManager(options: KueueManagerOptions): Promise<void> {
  const { binary, cluster, plane, configuration: stated } = options;
  const { path, kwokctl, logs } = planeFolder(plane.name);
  const [health = 0, webhook = 0] = await freeRow(2);
  const [folder, log] = [join(path, "kueue"), join(logs, `${managerName}.log`)];
  const [configuration, certificates] = [join(folder, "configuration.json"), join(folder, "certificates")];
  // Beside the links that the other components are started by: their processes are found by that.
  const program = join(kwokctl, "bin", managerName);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    configuration,
    JSON.stringify({ ...managerConfiguration({ health, webhook, certificates }), ...stated }, null, 2),
  );
  symlinkSync(binary, program);
  await prepareCertificates(cluster);
  const output = openSync(log, "w");
  const child = spawn(
    program,
    // The visibility server would ask for authentication that only a cluster's own service gives.
    [
      `--config=${configuration}`,
      `--kubeconfig=${plane.kubeconfig}`,
      "--feature-gates=VisibilityOnDemand=false",
    ],
    { stdio: ["ignore", output, output], detached: true, cwd: folder },
  );
  closeSync(output);
  const failed = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended (${signal ?? `exit code ${code}`})`));
  });
  const ready = isReady({ cluster, certificates, health }, child);
  const failure = await Promise.race([failed, ready]);
  // Whoever keeps the control plane keeps the manager, too.
  child.unref();
  if (failure === undefined) return;
  child.kill("SIGKILL");
  throw new Refusal("Kueue's manager does not start.", [
    {
      where: binary,
      message: `${failure}; the last of what it said:\n${lastLines(readFileSync(log, "utf8"))}`,
    },
  ]);
}

function managerConfiguration(at: {
  readonly health: number;
  readonly webhook: number;
  readonly certificates: string;
}) {
  return {
    apiVersion: "config.kueue.x-k8s.io/v1beta2",
    kind: "Configuration",
    health: { healthProbeBindAddress: `127.0.0.1:${at.health}` },
    metrics: { bindAddress: "0" },
    webhook: { host: "127.0.0.1", port: at.webhook, certDir: at.certificates },
    leaderElection: { leaderElect: false },
    internalCertManagement: { enable: true },
    integrations: { frameworks: ["batch/job"] },
  };
}

/** Undefined when it is ready, else what went wrong. */
async function isReady(
  at: { readonly cluster: LiveCluster; readonly certificates: string; readonly health: number },
  child: ChildProcess,
): Promise<string | undefined> {
  const until = Date.now() + patience;
  let mounted = false;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    mounted = mounted || (await mountCertificates(at.cluster, at.certificates));
    const answer = await fetch(`http://127.0.0.1:${at.health}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return undefined;
    await wait(200);
  }
  return `it is not ready after ${patience / 1000} s`;
}
