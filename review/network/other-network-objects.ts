import { groupOf } from "../../policies/objects/kinds.ts";
import { identityOf } from "../resources/address-book.ts";
import { calledObject } from "../resources/called.ts";
import type { ObjectPair } from "../resources/object-pairs.ts";
import { calledOwner, ownerOf } from "../resources/owner.ts";
import type { NetworkPath } from "./network-paths.ts";

/** API groups of networks whose language this busbar does not read. */
const groups: readonly string[] = [
  "cilium.io",
  "crd.projectcalico.org",
  "gateway.networking.k8s.io",
  "networking.istio.io",
  "policy.networking.k8s.io",
  "projectcalico.org",
  "security.istio.io",
];

/** Objects that differ and may open or close a path, nobody here can say which. */
export function unclearObjects(pairs: readonly ObjectPair[]): NetworkPath[] {
  return pairs.flatMap(({ stack, before, after }): NetworkPath[] => {
    const object = after ?? before;
    if (object === undefined) return [];
    const isIngress = object.kind === "Ingress" && groupOf(object.apiVersion) === "networking.k8s.io";
    if (!isIngress && !groups.includes(groupOf(object.apiVersion))) return [];
    const what = before === undefined ? "is new" : after === undefined ? "is removed" : "differs";
    return [
      {
        change: "unclear",
        stack,
        object: calledObject(identityOf(object)),
        whose: calledOwner(ownerOf(object)),
        direction: "ingress",
        path: `${what}, and what it lets through is not compared`,
      },
    ];
  });
}
