import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest/index.js";
import { Construct, type IConstruct } from "constructs";
import { type TerraformResource, TerraformStack } from "./cdktf.ts";
import { type Config, toConfig } from "./convert.ts";
import { escapeTemplates } from "./escape.ts";
import type { Finding, JsonObject } from "./json.ts";
import type { Kind, ResourceClass } from "./kinds/kind.ts";
import { findKind } from "./kinds/registry.ts";
import { type DeclaredObject, describeObject, type ObjectIdentity } from "./object.ts";
import { plainCopy } from "./plain.ts";
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
    super(scope, id);
    const findings: Finding[] = [];
    const object = plainCopy(props.object, findings);
    findings.push(...checkIdentity(object));
    const kind = findKind(String(object["apiVersion"]), String(object["kind"]));
    const config =
      kind === undefined ? manifestConfig(object, findings) : typedConfig(object, kind, findings);
    this.object = object as PlainObject;
    this.dependencies = [...(props.dependsOn ?? [])];
    findings.push(...this.checkDependencies());
    if (findings.length > 0) throw new Error(refusal(this.node.path, object, findings));
    this.resource = createResource(this, kind?.resource ?? Manifest, config);
  }

  private checkDependencies(): readonly Finding[] {
    const stack = TerraformStack.of(this);
    return this.dependencies
      .filter((dependency) => TerraformStack.of(dependency) !== stack)
      .map((dependency) => ({
        path: "dependsOn",
        problem: `names ${describeObject(dependency.object)} of another stack (${dependency.node.path}); order the stacks with addDependency`,
      }));
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

function typedConfig(object: JsonObject, kind: Kind, findings: Finding[]): Config {
  const { apiVersion: _, kind: __, ...fields } = object;
  const config = toConfig(fields, kind.fields, "", findings);
  findings.push(...(kind.check?.(object) ?? []));
  return { ...config, ...kind.settings };
}

/**
 * The manifest goes whole. `computed_fields` and `field_manager` keep the provider's defaults: labels and annotations that
 * the cluster adds are no drift, and a field that another manager owns is a conflict to be seen, not to be forced.
 */
function manifestConfig(object: JsonObject, findings: Finding[]): Config {
  if (Object.hasOwn(object, "status")) {
    findings.push({
      path: "status",
      problem: "is written by the cluster and refused by the Terraform provider; remove it",
    });
  }
  return { manifest: escapeTemplates(object) };
}

function checkIdentity(object: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  const metadata = object["metadata"] as JsonObject | undefined;
  const name = metadata?.["name"];
  for (const [path, value] of [
    ["apiVersion", object["apiVersion"]],
    ["kind", object["kind"]],
    ["metadata.name", name],
  ] as const) {
    if (typeof value !== "string" || value === "")
      findings.push({ path, problem: "is required, as a string that is not empty" });
  }
  findings.push(...checkKind(String(object["apiVersion"]), String(object["kind"])));
  return findings;
}

function checkKind(apiVersion: string, kind: string): readonly Finding[] {
  if (apiVersion === "v1" && kind === "Secret") {
    return [
      {
        path: "kind",
        problem:
          "is Secret: secrets are only referenced here, since state files, manifests and plans would show their content; " +
          "create it in the cluster by other means and refer to it by name",
      },
    ];
  }
  // A group of Kubernetes itself without a dot (v1, apps/v1, batch/v1) is one whose kinds the provider has typed resources for.
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  if (group.includes(".") || findKind(apiVersion, kind) !== undefined) return [];
  return [
    {
      path: "kind",
      problem: `is ${kind} of ${apiVersion}, which is none of the built-in kinds that can be declared; describe its shape in constructs/kubernetes/kinds first`,
    },
  ];
}

function refusal(constructPath: string, object: JsonObject, findings: readonly Finding[]): string {
  const metadata = object["metadata"] as JsonObject | undefined;
  const called = describeObject({
    apiVersion: String(object["apiVersion"]),
    kind: String(object["kind"]),
    metadata: {
      name: String(metadata?.["name"]),
      namespace: metadata?.["namespace"] === undefined ? undefined : String(metadata["namespace"]),
    },
  });
  const lines = findings.map(({ path, problem }) => `  ${path}: ${problem}`);
  return `[${constructPath}] ${called} cannot be declared:\n${lines.join("\n")}`;
}
