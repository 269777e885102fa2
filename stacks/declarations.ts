import type { IConstruct } from "constructs";
import { objectsOf, type PlainObject } from "../constructs/kubernetes/index.ts";

/** An object as it is declared, with the construct that declares it. */
export interface Declaration {
  readonly stack: string;
  /** Segments of the construct's path within its stack. */
  readonly construct: readonly string[];
  readonly object: PlainObject;
}

/** Every object that the stacks of an app declare, stack by stack. */
export function declarationsOf(app: IConstruct): Declaration[] {
  return app.node.children.flatMap((stack) =>
    objectsOf(stack).map(({ node, object }) => ({
      stack: stack.node.id,
      construct: node.path.split("/").slice(stack.node.path.split("/").length),
      object,
    })),
  );
}
