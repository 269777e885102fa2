import { describeObject } from "../../../constructs/kubernetes/object.ts";
import type { DeclaredStack } from "../../declared.ts";
import type { LiveCluster } from "../../live/live-cluster.ts";
import type { SiteNode } from "../../nodes/site-node.ts";
import type { ObjectFinding } from "../../verify/findings.ts";
import { verifyStacks } from "../../verify/verify.ts";
import { type CheckResult, checked, count } from "../result.ts";

export interface AsDeclaredOptions {
  readonly site: string;
  readonly stacks: readonly DeclaredStack[];
  readonly nodes: readonly SiteNode[];
}

/** Every object that was applied is live as it was declared, and every node carries what `enroll` gives it. */
export async function checkAsDeclared(
  cluster: LiveCluster,
  { site, stacks, nodes }: AsDeclaredOptions,
): Promise<CheckResult[]> {
  const { findings, nodes: differing } = await verifyStacks(stacks, { site, connect: () => cluster, nodes });
  const objects = stacks.reduce((sum, stack) => sum + stack.objects.length, 0);
  const wrong = new Set(findings.map(({ object }) => describeObject(object)));
  const wrongNodes = new Set(differing.map(({ node }) => node));
  return [
    checked(
      {
        check: "objects",
        of: "cluster",
        expected: `${count(objects, "object")} as declared`,
        found: `${wrong.size} differ`,
      },
      findings.map(inWords),
    ),
    checked(
      {
        check: "labels and taints",
        of: "cluster",
        expected: `${count(nodes.length, "node")} as enrolled`,
        found: `${wrongNodes.size} differ`,
      },
      differing.map(
        ({ node, kind, key, found = "nothing", declared = "nothing" }) =>
          `${node}: ${kind === "missing" ? "it is not there" : `${key ?? kind} is ${found}, and is to be ${declared}`}`,
      ),
    ),
  ];
}

function inWords(finding: ObjectFinding): string {
  const { object, kind } = finding;
  const detail = kind === "differs" ? `${finding.field} differs` : `it is ${kind}`;
  return `${describeObject(object)}: ${detail}`;
}
