import { Construct, type IConstruct } from "constructs";
import { type TerraformResource, TerraformStack } from "./cdktf.ts";
import type { Config } from "./convert.ts";
import { readObject, refusal } from "./declaration.ts";
import type { Finding, JsonObject } from "./json.ts";
import type { ResourceClass } from "./kinds/kind.ts";
import { type DeclaredObject, describeObject, type ObjectIdentity } from "./object.ts";
import { ObjectPatches } from "./object-patches.ts";
import { withoutStackTraces } from "./stack-traces.ts";

export interface KubernetesObjectProps {
  /**
   * The object, as Kubernetes writes it. It is copied; fields whose value is `undefined` are left out.
   *
   * It is an error to declare a Secret, a field its typed Terraform resource cannot carry, a `status`, or a value known
   * only after an apply. All that is wrong with an object is said at once.
   */
  readonly object: DeclaredObject;

  /**
   * Objects of the same stack that Terraform must create before this one and delete after it. The namespace an object is
   * in need not be named: a `ClusterStack` that declares it orders it first.
   *
   * @default - none
   */
  readonly dependsOn?: readonly KubernetesObject[];

  /**
   * Whether the object is there already, made by somebody else, and stays when it is declared no more: only its labels are
   * declared, those of others are kept, and neither Terraform nor `busbar apply` ever deletes it.
   *
   * @default false
   */
  readonly adopted?: boolean;
}

/** An object as it was declared: plain JSON data, deeply frozen. */
export type PlainObject = ObjectIdentity & JsonObject;

/**
 * One Kubernetes object, declared once: as a Terraform resource in its stack, and as a document among the manifests that
 * a `ClusterStack` writes. Kinds that the Terraform provider has a resource for get that; others a `kubernetes_manifest`,
 * which needs the cluster's API at plan time. `node.defaultChild` is the Terraform resource.
 */
export class KubernetesObject extends Construct {
  /** The object: a deeply frozen copy without undefined fields. */
  readonly object: PlainObject;
  /** The Terraform resource that carries the object. */
  readonly resource: TerraformResource;
  /** Objects that were given as `dependsOn`. */
  readonly dependencies: readonly KubernetesObject[];

  constructor(scope: Construct, id: string, props: KubernetesObjectProps) {
    const dependencies = [...(props.dependsOn ?? [])];
    const read = (declared: object) => readObject(declared, props.adopted);
    const patches = ObjectPatches.of(scope);
    const { object, resource, config, findings } = patches?.read(props.object, read) ?? read(props.object);
    findings.push(...foreignDependencies(scope, dependencies));
    // Thrown before there is a construct, so that a refused object leaves nothing behind in the tree.
    if (findings.length > 0) throw new Error(refusal(`${scope.node.path}/${id}`, object, findings));
    super(scope, id);
    this.object = object as PlainObject;
    this.dependencies = dependencies;
    this.resource = createResource(this, resource, config);
  }
}

/** The objects declared in a construct and below it, in the order of their declaration. */
export function objectsOf(scope: IConstruct): KubernetesObject[] {
  return scope instanceof KubernetesObject ? [scope] : scope.node.children.flatMap(objectsOf);
}

function createResource(
  object: KubernetesObject,
  Resource: ResourceClass,
  config: Config,
): TerraformResource {
  const dependsOn = object.dependencies.map((dependency) => dependency.resource);
  // The configuration is the resource's own by what the shapes say of it; `never` is what every such class accepts.
  const checked = { ...config, ...(dependsOn.length > 0 && { dependsOn }) } as never;
  return withoutStackTraces(() => new Resource(object, "Resource", checked));
}

function foreignDependencies(
  scope: Construct,
  dependencies: readonly KubernetesObject[],
): readonly Finding[] {
  const stack = TerraformStack.of(scope);
  return dependencies
    .filter((dependency) => TerraformStack.of(dependency) !== stack)
    .map((dependency) => ({
      path: "dependsOn",
      problem: `names ${describeObject(dependency.object)} of another stack (${dependency.node.path}); order the stacks with addDependency`,
    }));
}
