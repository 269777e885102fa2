import { Construct } from "constructs";
import type { FabricDocument } from "../../site/schema/site-document.ts";
import { identityLabels, type SiteIdentity } from "../identity.ts";
import { customObject, KubernetesObject } from "../kubernetes/index.ts";

/** How pods of a tenant get at one fabric. */
export interface FabricAttachment {
  /** The fabric's name. */
  readonly fabric: string;
  readonly kind: Exclude<FabricDocument["kind"], "tpu-ici">;
  /** Rails, each of which a pod attaches to by itself. @default 1 */
  readonly rails?: number;
  /** A virtual function of each adapter, or the adapter itself. @default 'sriov' */
  readonly device?: "sriov" | "host-device";
  /** The resource of the device plugin; `{rail}` is the rail's number. */
  readonly resource: string;
  /** The nv-ipam pool that pods are numbered from; `{tenant}`, `{fabric}` and `{rail}` are replaced. @default - no address */
  readonly addressPool?: string | undefined;
  /** The tenant's P_Key on InfiniBand. @default - none */
  readonly partitionKey?: string | undefined;
}

export interface FabricAttachmentsProps {
  readonly site: SiteIdentity;
  readonly tenant: string;
  /** The tenant's namespaces, each of which gets its own attachments. */
  readonly namespaces: readonly string[];
  readonly fabrics: readonly FabricAttachment[];
}

/**
 * What a tenant's pods attach to fabrics by: a NetworkAttachmentDefinition for each rail, in each of its namespaces. Its roles
 * cannot make such objects, and `FabricAttachmentPolicy` keeps its pods to its own. Needs the API of the Network
 * Plumbing Working Group in the cluster, which comes with Multus.
 */
export class FabricAttachments extends Construct {
  constructor(scope: Construct, id: string, props: FabricAttachmentsProps) {
    super(scope, id);
    for (const namespace of props.namespaces) {
      for (const fabric of props.fabrics) {
        for (let rail = 1; rail <= (fabric.rails ?? 1); rail += 1) {
          this.#attachment(namespace, props, fabric, rail);
        }
      }
    }
  }

  #attachment(
    namespace: string,
    { site, tenant }: FabricAttachmentsProps,
    fabric: FabricAttachment,
    rail: number,
  ): void {
    const name = `${fabric.fabric}-rail${rail}`;
    const filled = (text: string) =>
      text
        .replaceAll("{tenant}", tenant)
        .replaceAll("{fabric}", fabric.fabric)
        .replaceAll("{rail}", `${rail}`);
    new KubernetesObject(this, `${namespace}-${name}`, {
      object: customObject({
        apiVersion: "k8s.cni.cncf.io/v1",
        kind: "NetworkAttachmentDefinition",
        metadata: {
          name,
          namespace,
          labels: identityLabels(site, { tenant, fabric: fabric.fabric }),
          annotations: { "k8s.v1.cni.cncf.io/resourceName": filled(fabric.resource) },
        },
        spec: { config: JSON.stringify(pluginConfig(name, fabric, filled)) },
      }),
    });
  }
}

/**
 * The configuration of the CNI plugin. P_Keys are those of the fabric's manager: the plugin passes them on, and the manager
 * refuses a port that is no member.
 */
function pluginConfig(name: string, fabric: FabricAttachment, filled: (text: string) => string): object {
  const { device = "sriov", kind, addressPool, partitionKey } = fabric;
  const virtual = kind === "infiniband" ? "ib-sriov" : "sriov";
  return {
    cniVersion: "1.0.0",
    name,
    type: device === "sriov" ? virtual : "host-device",
    ...(device === "sriov" && kind === "infiniband" && partitionKey !== undefined && { pkey: partitionKey }),
    ...(device === "sriov" && { link_state: "enable" }),
    ipam: addressPool === undefined ? {} : { type: "nv-ipam", poolName: filled(addressPool) },
  };
}
