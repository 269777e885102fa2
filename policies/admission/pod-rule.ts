import { called, inObject } from "../objects/kinds.ts";
import { namespacesOf, type OwnedNamespace } from "../objects/namespaces.ts";
import { type JudgedPod, type PodSpec, podsOf } from "../objects/pods.ts";
import { notApplicable, type RuleFinding, type Subject } from "../rule.ts";
import type { AdmittedRule, Statement } from "./admitted-rule.ts";
import { broken } from "./expression.ts";

export interface PodRuleProps<P> extends Omit<AdmittedRule<P>, "check" | "admission"> {
  /** What must hold of a pod, as `{ metadata: { labels }, spec }`. */
  readonly statements: (parameters: P) => readonly Statement[];
  /** Whether a pod is judged, by the namespace it is in. */
  readonly judges: (namespace: OwnedNamespace | undefined, pod: JudgedPod, parameters: P) => boolean;
  /** Whether the API server is to hold it for tenants. @default - it is */
  readonly admits?: (parameters: P) => boolean;
  /** The spec that a pod has once the API server has filled it in. @default - as it is declared */
  readonly admitted?: (subject: Subject) => (pod: JudgedPod) => PodSpec;
}

/** A rule over pods and all that makes them. */
export function podRule<P = Record<string, never>>(props: PodRuleProps<P>): AdmittedRule<P> {
  const { statements, judges, admits = () => true, admitted, ...rule } = props;
  return {
    ...rule,
    check: (subject, parameters) => {
      const namespaces = new Map(namespacesOf(subject).map((namespace) => [namespace.name, namespace]));
      const pods = podsOf(subject).filter((pod) => {
        const { namespace = "" } = pod.judged.object.metadata;
        return judges(namespaces.get(namespace), pod, parameters);
      });
      const asked = statements(parameters);
      if (pods.length === 0 || asked.length === 0) return notApplicable;
      const specOf = admitted?.(subject) ?? (({ spec }) => spec);
      return pods.flatMap((pod) => findings(pod, specOf(pod), asked));
    },
    admission: (parameters) =>
      admits(parameters) && statements(parameters).length > 0
        ? { of: "pods", statements: statements(parameters) }
        : undefined,
  };
}

/** What several containers of a pod have in common, such as an image, is told once, at the first of them. */
function findings(pod: JudgedPod, spec: PodSpec, statements: readonly Statement[]): RuleFinding[] {
  const value = { metadata: { labels: pod.labels }, spec };
  const told = new Map<string, RuleFinding>();
  for (const { holds, message } of statements) {
    for (const { field, value: found } of broken(holds, value)) {
      const place = `${pod.field.slice(0, -"spec".length)}${field}`;
      const key = `${message} ${JSON.stringify(found)}`;
      if (found !== undefined && told.has(key)) continue;
      told.set(found === undefined ? `${key} ${place}` : key, {
        place: inObject(pod.judged, place),
        message: `${called(pod.judged)}: ${place} is ${written(found)}: ${message}`,
      });
    }
  }
  return [...told.values()];
}

function written(value: unknown): string {
  return value === undefined || value === null ? "not stated" : JSON.stringify(value);
}
