import { groupBy } from "../../site/group-by.ts";
import { calledObject } from "../resources/called.ts";
import { type Clusters, clusterOfChange } from "../resources/clusters.ts";
import { calledOwner } from "../resources/owner.ts";
import type { ResourceChange } from "../resources/resource-change.ts";
import type { Result } from "../result/result.ts";
import type { Loss } from "../review.ts";
import { abandonedStacks } from "./abandoned-stacks.ts";
import { gravityOf } from "./gravity.ts";
import { type LeaseOf, leasesOf } from "./leases.ts";
import { whatGoesWith } from "./what-goes-with.ts";

interface Sides {
  readonly base: Result;
  readonly head: Result;
}

/**
 * What is destroyed, replaced or let go of, gravest first. What is in a namespace goes with it, and is counted there. What
 * only has another address counts as replaced: unless somebody moves it, Terraform destroys it.
 */
export function lossesOf(changes: readonly ResourceChange[], sides: Sides, clusters: Clusters): Loss[] {
  const lease = leasesOf(sides);
  const lost = changes.filter(({ fate }) => fateOfLoss(fate) !== undefined);
  const place = (change: ResourceChange, namespace: string) =>
    JSON.stringify([clusterOfChange(change, sides, clusters), namespace]);
  const inNamespace = groupBy(
    lost.filter(({ object }) => object?.namespace !== undefined),
    (change) => place(change, change.object?.namespace ?? ""),
  );
  // Forgotten, a namespace stays with all that is in it.
  const gone = new Map(
    lost
      .filter((change) => change.object?.kind === "Namespace" && change.fate !== "forgotten")
      .map((change) => [place(change, change.object?.name ?? ""), change]),
  );
  const listed = lost.filter((change) => {
    const namespace = change.object?.namespace;
    return namespace === undefined || !gone.has(place(change, namespace));
  });
  const losses = listed.map((change) => ({
    gravity: gravityOf(change, lease),
    loss: lossOf(change, sides, lease, isNamespace(change) ? within(change) : []),
  }));
  function within(namespace: ResourceChange): readonly ResourceChange[] {
    return inNamespace.get(place(namespace, namespace.object?.name ?? "")) ?? [];
  }
  const sorted = losses
    .sort((a, b) => a.gravity - b.gravity || compare(a.loss, b.loss))
    .map(({ loss }) => loss);
  return [...abandonedStacks(sides), ...sorted];
}

function isNamespace({ object, fate }: ResourceChange): boolean {
  return object?.kind === "Namespace" && fate !== "forgotten";
}

function fateOfLoss(fate: ResourceChange["fate"]): Loss["fate"] | undefined {
  if (fate === "destroyed" || fate === "replaced" || fate === "forgotten") return fate;
  return fate === "renamed" ? "replaced" : undefined;
}

function lossOf(
  change: ResourceChange,
  { head }: Sides,
  lease: LeaseOf,
  within: readonly ResourceChange[],
): Loss {
  const { stack, address, object, reasons, deposed, fate } = change;
  const what = object === undefined ? (address ?? "a resource") : calledObject(object);
  const fix = change.fix ?? fixOf(change, head, lease);
  return {
    fate: fateOfLoss(fate) ?? "destroyed",
    what: deposed === undefined ? what : `${what}, left behind by an earlier apply (${deposed})`,
    stack,
    ...(address !== undefined && { address }),
    whose: calledOwner(change),
    reasons,
    consequences: whatGoesWith(change, lease, within),
    ...(fix !== undefined && { fix }),
  };
}

/** How to spare it, where there is a way that holds for most. */
function fixOf(
  { stack, fate, tenant, deposed }: ResourceChange,
  head: Result,
  lease: LeaseOf,
): string | undefined {
  if (deposed !== undefined || fate === "forgotten") return undefined;
  if (!head.stacks.has(stack)) {
    return `what stack "${stack}" deployed stays until somebody destroys it: run cdktf destroy ${stack} with the configuration before this change, or put back what made it`;
  }
  if (tenant !== undefined && lease(tenant)?.runs === true) {
    return `keep it in the document of tenant "${tenant}" until the lease has ended`;
  }
  return undefined;
}

function compare(a: Loss, b: Loss): number {
  const key = ({ whose, stack, what, address = "" }: Loss) => [whose, stack, what, address].join("\n");
  return key(a) < key(b) ? -1 : 1;
}
