import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import { LiveCluster } from "./live-cluster.ts";
import { Transport } from "./transport.ts";

/** Which cluster is meant. */
export interface ClusterTarget {
  /** Context in the kubeconfig. */
  readonly context: string;
  /** Path of the kubeconfig; `~/` is the user's home. @default - what KUBECONFIG says, else `~/.kube/config` */
  readonly kubeconfig?: string;
}

/**
 * Makes ready to talk to a cluster; nothing is sent yet.
 *
 * @throws Refusal where the kubeconfig cannot be read or has no such context.
 */
export function connect(target: ClusterTarget): LiveCluster {
  return new LiveCluster(target.context, new Transport(kubeConfig(target)));
}

function kubeConfig({ context, kubeconfig }: ClusterTarget): KubeConfig {
  const path = atHome(kubeconfig ?? defaultPath());
  const refuse = (where: string, message: string) =>
    new Refusal("The cluster cannot be reached.", [{ where, message }]);
  if (!existsSync(path)) {
    throw refuse(path, `there is no kubeconfig here: give one that has the context "${context}"`);
  }
  const config = new KubeConfig();
  try {
    config.loadFromFile(path);
  } catch (error) {
    throw refuse(path, `it cannot be read as a kubeconfig: ${(error as Error).message}`);
  }
  const contexts = config.getContexts().map(({ name }) => name);
  if (!contexts.includes(context)) {
    throw refuse(path, `it has no context "${context}": ${suggestion(context, contexts)}`);
  }
  config.setCurrentContext(context);
  if (config.getCurrentCluster() === null) {
    throw refuse(
      path,
      `its context "${context}" names a cluster that it does not have: add it under clusters`,
    );
  }
  return config;
}

/** KUBECONFIG may name several files, as kubectl takes it; the first that is there holds the contexts. */
function defaultPath(): string {
  const named = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  return named.find((path) => existsSync(path)) ?? named[0] ?? "~/.kube/config";
}

function atHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
