import type { IConstruct } from "constructs";
import { nearest } from "../../site/schema/closed.ts";
import { TerraformStack } from "./cdktf.ts";
import type { Declaration } from "./declaration.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { strategicMerge } from "./strategic-merge.ts";

/** A change of the objects of one kind and name. */
export interface ObjectPatch {
  readonly kind: string;
  readonly name: string;
  /** @default - in whichever namespace, or in none */
  readonly namespace?: string | undefined;
  /** A strategic merge over the object. */
  readonly patch: Readonly<Record<string, unknown>>;
}

/** A patch that cannot be, by its place in the list. */
export interface PatchProblem {
  readonly index: number;
  readonly message: string;
}

const patchesOfStacks = new WeakMap<IConstruct, ObjectPatches>();

/**
 * Patches of the objects that stacks are about to declare: laid over each before it becomes a Terraform resource and a manifest, so
 * that both, and whoever judges them, have the object as it is patched.
 */
export class ObjectPatches {
  readonly #patches: readonly ObjectPatch[];
  readonly #matched = new Set<number>();
  readonly #refused = new Map<number, string>();
  readonly #declared: Identity[] = [];

  constructor(patches: readonly ObjectPatch[]) {
    this.#patches = [...patches];
  }

  /** Those that the stack of a construct was given. */
  static of(scope: IConstruct): ObjectPatches | undefined {
    return patchesOfStacks.get(TerraformStack.of(scope));
  }

  /** Gives them to a stack, before anything is declared in it. */
  applyTo(stack: TerraformStack): void {
    patchesOfStacks.set(stack, this);
  }

  /**
   * Reads an object with its patches, in their order. One that makes of it what cannot be declared is left out and told of, so that
   * all that is wrong is found at once.
   */
  read(declared: object, read: (object: object) => Declaration): Declaration {
    let current = read(declared);
    if (current.findings.length > 0) return current;
    const identity = identityOf(current.object);
    this.#declared.push(identity);
    for (const [index, patch] of this.#patches.entries()) {
      if (!matches(patch, identity)) continue;
      this.#matched.add(index);
      const patched = read(strategicMerge(current.object, patch.patch as JsonObject));
      if (patched.findings.length === 0) current = patched;
      else {
        const found = patched.findings.map(({ path, problem }) => `${path} ${problem}`).join("; ");
        this.#refused.set(index, `${called(identity)} cannot be so: ${found}`);
      }
    }
    return current;
  }

  /** What is wrong with them, once everything that they could be of has been declared. */
  get problems(): readonly PatchProblem[] {
    return this.#patches.flatMap((patch, index) => {
      const message =
        this.#refused.get(index) ?? (this.#matched.has(index) ? undefined : this.#unmatched(patch));
      return message === undefined ? [] : [{ index, message }];
    });
  }

  #unmatched(patch: ObjectPatch): string {
    const near = nearest(called(patch), [...this.#namesLike(patch)].sort());
    const hint = near === undefined ? "see them in cdktf.out/manifests" : `the nearest is ${near}`;
    return `there is no ${called(patch)} among the objects that are declared: ${hint}`;
  }

  /** The names of all objects as a patch names its own: without their namespaces where it states none. */
  #namesLike({ namespace }: ObjectPatch): ReadonlySet<string> {
    const names = this.#declared.map((one) =>
      called(namespace === undefined ? { kind: one.kind, name: one.name } : one),
    );
    return new Set(names);
  }
}

type Identity = Pick<ObjectPatch, "kind" | "name" | "namespace">;

function identityOf({ kind, metadata }: JsonObject): Identity {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  return {
    kind: String(kind),
    name: String(name),
    ...(typeof namespace === "string" && { namespace }),
  };
}

function matches(patch: ObjectPatch, { kind, name, namespace }: Identity): boolean {
  return (
    patch.kind === kind &&
    patch.name === name &&
    (patch.namespace === undefined || patch.namespace === namespace)
  );
}

function called({ kind, name, namespace }: Identity): string {
  return `${kind} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}
