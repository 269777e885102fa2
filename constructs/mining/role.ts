import { nodeRoleKey } from "../identity.ts";

/** The role of the service nodes that a zone's proxy runs on: the value of the nodes' role label and of their taint. */
export function miningServiceRole(serviceNodes: string): string {
  return `mining-service-${serviceNodes}`;
}

/** What binds pods to service nodes: only they are labelled so, and only these pods bear their taint. */
export function onServiceNodes(serviceNodes: string) {
  const role = miningServiceRole(serviceNodes);
  return {
    nodeSelector: { [nodeRoleKey]: role },
    // No effect is named, so the taint may keep others from being placed there or also drive them away.
    tolerations: [{ key: nodeRoleKey, operator: "Equal", value: role }],
  };
}
