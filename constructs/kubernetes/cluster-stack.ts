import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider/index.js";
import type { Construct } from "constructs";
import { addBackend, type Backend } from "./backend.ts";
import { besideApp } from "./beside-app.ts";
import { TerraformElement, TerraformStack } from "./cdktf.ts";
import { type KubernetesObject, objectsOf } from "./kubernetes-object.ts";
import { ManifestSynthesizer, partNameErrors } from "./manifests.ts";
import { describeObject } from "./object.ts";
import { PlainRendering } from "./rendering.ts";
import { withoutStackTraces } from "./stack-traces.ts";

/** Which cluster Terraform talks to. */
export interface ClusterAccess {
  /** Context in the kubeconfig. @default - its current context */
  readonly context?: string;
  /** Path of the kubeconfig; a relative one is beside `cdktf.json`. @default '~/.kube/config' */
  readonly configPath?: string;
}

export interface ClusterStackProps {
  /** The cluster that everything in the stack is deployed to. */
  readonly cluster: ClusterAccess;
  /** Where the stack's state is kept. There is no default: cdktf's would write a path of this machine. */
  readonly backend: Backend;
}

/**
 * A Terraform stack of Kubernetes objects in one cluster. Beside its Terraform configuration it writes the same objects as
 * YAML: `<outdir>/manifests/<stack>/<part>.yaml` for each direct child that declares any.
 *
 * Objects are ordered after the namespace they are in, where the stack declares it. It is an error, found when the app is
 * synthesized, to declare an object twice.
 */
export class ClusterStack extends TerraformStack {
  /** The cluster that everything in the stack is deployed to. */
  readonly cluster: ClusterAccess;

  constructor(scope: Construct, id: string, props: ClusterStackProps) {
    super(scope, id);
    const { context, configPath = "~/.kube/config" } = props.cluster;
    this.cluster = { configPath, ...(context !== undefined && { context }) };
    addBackend(this, props.backend);
    new KubernetesProvider(this, "kubernetes", {
      configPath: besideApp(configPath),
      ...(context !== undefined && { configContext: context }),
    });
    this.synthesizer = new ManifestSynthesizer(this, this.synthesizer);
    this.node.addValidation({
      validate: () => [...duplicateErrors(objectsOf(this)), ...partNameErrors(this)],
    });
  }

  override prepareStack(): void {
    const rendering = this.plainRendering();
    // Preparing looks for references to other stacks among the tokens: where there are none, there is nothing to do.
    if (!rendering.isWhole) rendering.without(() => super.prepareStack());
  }

  override toTerraform(): unknown {
    const rendering = this.plainRendering();
    return rendering.addTo(rendering.without(() => super.toTerraform()));
  }

  private plainRendering(): PlainRendering {
    orderByNamespace(objectsOf(this));
    const elements = this.node.findAll().filter((child) => TerraformElement.isTerraformElement(child));
    return withoutStackTraces(() => new PlainRendering(elements));
  }
}

/**
 * Makes Terraform create a namespace before what is in it, and delete it after: a name is no reference, so without this
 * both would happen at the same time. Done when the stack is rendered, since a namespace may be declared last.
 */
function orderByNamespace(objects: readonly KubernetesObject[]): void {
  const namespaces = new Map(
    objects
      .filter(({ object }) => object.apiVersion === "v1" && object.kind === "Namespace")
      .map((namespace) => [namespace.object.metadata.name, namespace]),
  );
  for (const { object, resource, dependencies } of objects) {
    const namespace = namespaces.get(object.metadata.namespace ?? "");
    if (namespace === undefined || dependencies.includes(namespace)) continue;
    const { terraformResourceType, friendlyUniqueId } = namespace.resource;
    const address = `${terraformResourceType}.${friendlyUniqueId}`;
    resource.dependsOn = [...(resource.dependsOn ?? []).filter((other) => other !== address), address];
  }
}

function duplicateErrors(objects: readonly KubernetesObject[]): string[] {
  const first = new Map<string, KubernetesObject>();
  const errors: string[] = [];
  for (const declared of objects) {
    const { apiVersion, kind, metadata } = declared.object;
    const identity = JSON.stringify([apiVersion, kind, metadata.namespace, metadata.name]);
    const other = first.get(identity);
    if (other === undefined) first.set(identity, declared);
    else {
      errors.push(
        `${describeObject(declared.object)} is declared twice, at ${other.node.path} and ${declared.node.path}: ` +
          "each would undo the other. Declare it once.",
      );
    }
  }
  return errors;
}
