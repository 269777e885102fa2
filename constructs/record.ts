import type { Construct } from "constructs";
import { dump } from "js-yaml";
import { systemNamespace } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";

export interface RecordProps {
  /** The ConfigMap's name. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What is recorded: plain data in the order in which it is to be read. */
  readonly content: object;
  /** Objects that must be there first, such as the namespace where this stack makes it. @default - none */
  readonly dependsOn?: readonly KubernetesObject[];
}

/** A ConfigMap in `busbar-system` that says in site terms what stands here, for people and for tools on the site. */
export function siteRecord(scope: Construct, id: string, props: RecordProps): KubernetesObject {
  return new KubernetesObject(scope, id, {
    object: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: props.name, namespace: systemNamespace, labels: props.labels },
      data: { "record.yaml": dump(withoutUndefined(props.content), { noRefs: true, lineWidth: -1 }) },
    },
    ...(props.dependsOn && { dependsOn: props.dependsOn }),
  });
}

/** Quantities become the text people write; what is undefined is left out. */
function withoutUndefined(content: object): unknown {
  return JSON.parse(JSON.stringify(content));
}
