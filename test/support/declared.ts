import type { DeclaredStack } from "../../cluster/declared.ts";
import { identityLabels } from "../../constructs/identity.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";

/** A stack of a site with one cluster, whose objects carry the site's labels. */
export function stackOf(
  site: string,
  name: string,
  objects: readonly object[],
  cluster = site,
): DeclaredStack {
  return {
    name,
    cluster: { name: cluster, context: cluster, kubeconfig: "~/.kube/config", holds: [], tenants: [] },
    objects: objects.map((object) => labelled(site, object)),
  };
}

function labelled(site: string, object: object): PlainObject {
  const { metadata, ...rest } = object as { readonly metadata: { readonly labels?: object } };
  const labels = { ...identityLabels({ siteName: site }), ...metadata.labels };
  return { ...rest, metadata: { ...metadata, labels } } as unknown as PlainObject;
}

export function namespaceOf(name: string, labels: Readonly<Record<string, string>> = {}): object {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

export function configMapOf(
  namespace: string,
  name: string,
  data: Readonly<Record<string, string>> = { key: "value" },
): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data };
}

export function deploymentOf(namespace: string, name: string, replicas = 1): object {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "main", image: "main:1" }] } },
    },
  };
}

/** What names an object, to ask for it. */
export function reference(apiVersion: string, kind: string, name: string, namespace?: string) {
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}
