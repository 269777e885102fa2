import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Definition } from "../crds/definition.ts";
import type { LiveCluster } from "../live/live-cluster.ts";

/** Kueue's own namespace. */
export const kueueNamespace = "kueue-system";

const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "kueue-webhook-server-cert", namespace: kueueNamespace },
} as const;

/** The kinds whose versions Kueue's webhook converts into each other. */
const converted = new Set(["ClusterQueue", "Cohort", "LocalQueue", "MultiKueueCluster", "Workload"]);

/**
 * A definition as Kueue's release has it: with the address of its conversion webhook, to which the manager writes the
 * authority of its certificates, and without which it does not become ready. Nothing calls it here, since sites use the
 * version that is stored.
 */
export function withConversionWebhook(definition: Definition): Definition {
  if (!converted.has(definition.spec.names.kind)) return definition;
  const service = { namespace: kueueNamespace, name: "kueue-webhook-service", path: "/convert" };
  const webhook = { clientConfig: { service }, conversionReviewVersions: ["v1"] };
  const spec = { ...definition.spec, conversion: { strategy: "Webhook", webhook } };
  return { ...definition, spec };
}

/**
 * What the manager needs to make its certificates: its namespace, and the Secret that it writes them to. With
 * certificates that are given to it, it would look for another pair of them in a folder of the system.
 */
export async function prepareCertificates(cluster: LiveCluster): Promise<void> {
  const apply = { fieldManager: "busbar-rehearse", force: true };
  await cluster.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: kueueNamespace } }, apply);
  await cluster.apply(secret, apply);
}

/**
 * Puts the pair that the manager wrote to its Secret into the folder where its webhook server waits for it, which is the
 * kubelet's part in a cluster. Whether it was there.
 */
export async function mountCertificates(cluster: LiveCluster, folder: string): Promise<boolean> {
  const live = await cluster.get(secret);
  const data = (live?.["data"] ?? {}) as Readonly<Record<string, string>>;
  const { "tls.key": key, "tls.crt": certificate } = data;
  if (key === undefined || certificate === undefined) return false;
  mkdirSync(folder, { recursive: true });
  // The certificate is the one that is waited for, so it comes last.
  writeFileSync(join(folder, "tls.key"), Buffer.from(key, "base64"), { mode: 0o600 });
  writeFileSync(join(folder, "tls.crt"), Buffer.from(certificate, "base64"));
  return true;
}
