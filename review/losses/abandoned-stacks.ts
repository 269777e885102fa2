import { isDeepStrictEqual } from "node:util";
import { configurationOf } from "../resources/compared-stack.ts";
import { stackNames } from "../resources/object-pairs.ts";
import { backendOf, clusterOf } from "../resources/terraform-blocks.ts";
import type { Result, ResultStack } from "../result/result.ts";
import type { Loss } from "../review.ts";

/**
 * Stacks that from now on talk to another cluster, or keep their state elsewhere. No object differs by that, and Terraform
 * destroys nothing: it no longer knows what it deployed.
 */
export function abandonedStacks({ base, head }: { readonly base: Result; readonly head: Result }): Loss[] {
  return stackNames(base, head).flatMap((name) => {
    const [before, after] = [base.stacks.get(name), head.stacks.get(name)];
    if (before === undefined || after === undefined || before.configuration === after.configuration)
      return [];
    const [was, is] = [configurationOf(before, base), configurationOf(after, head)];
    return [
      ...(clusterOf(was) === clusterOf(is) ? [] : [otherCluster(name, before)]),
      ...(isDeepStrictEqual(backendOf(was), backendOf(is)) ? [] : [otherState(name)]),
    ];
  });
}

function otherCluster(stack: string, { objects }: ResultStack): Loss {
  return {
    fate: "forgotten",
    what: `cluster of stack ${stack}`,
    stack,
    whose: "the site",
    reasons: ["its provider is configured otherwise"],
    consequences: [
      `where that is another cluster, ${objects.size} objects are made there, and those of today stay and nobody manages them`,
    ],
    fix: `run cdktf destroy ${stack} with the configuration before this change, or apply it where both mean the same cluster`,
  };
}

function otherState(stack: string): Loss {
  return {
    fate: "forgotten",
    what: `state of stack ${stack}`,
    stack,
    whose: "the site",
    reasons: ["its backend is configured otherwise"],
    consequences: [
      "Terraform asks for the state to be migrated; without that it knows of nothing that it deployed, and tries to create it all again",
    ],
    fix: "migrate the state with terraform init -migrate-state before the next apply",
  };
}
