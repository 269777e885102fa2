import { eachContainer } from "../admission/containers.ts";
import { podRule } from "../admission/pod-rule.ts";
import { allOf } from "../objects/kinds.ts";
import { byNamespace } from "../objects/namespaces.ts";
import type { Container, PodSpec } from "../objects/pods.ts";
import type { Subject } from "../rule.ts";

const message =
  "each container requests cpu and memory, itself or by a LimitRange: without, it is counted by no quota and placed as if it were nothing";

export const podsWithoutRequests = podRule({
  id: "tenancy/pods-without-requests",
  title: "A pod without requests",
  what: "Each container of a pod of a tenant or of mining requests cpu and memory, itself or by the defaults of its namespace.",
  why: "The scheduler and the quotas count requests alone. A container without them is placed on a full node, is the first to be ended there, and uses what nobody leased.",
  fix: "State resources.requests.cpu and .memory of the container, or give the namespace a LimitRange with defaultRequest.",
  level: "soft",
  judges: (namespace) => namespace?.tenant !== undefined || namespace?.zone !== undefined,
  statements: () => [
    { holds: eachContainer({ is: "present", at: ["resources", "requests", { key: "cpu" }] }), message },
    { holds: eachContainer({ is: "present", at: ["resources", "requests", { key: "memory" }] }), message },
  ],
  admitted: (subject) => {
    const defaults = defaultRequests(subject);
    return ({ judged, spec }) => filledIn(spec, defaults.get(judged.object.metadata.namespace ?? "") ?? {});
  },
});

type Amounts = Readonly<Record<string, string>>;

/** What containers request that state nothing, by namespace. */
function defaultRequests(subject: Subject): ReadonlyMap<string, Amounts> {
  return new Map(
    [...byNamespace(allOf(subject, "LimitRange"))].map(([namespace, ranges]) => [
      namespace,
      Object.assign(
        {},
        ...ranges
          .flatMap(({ object }) => object.spec?.limits ?? [])
          .filter(({ type }) => type === "Container")
          .map((limit) => ({ ...limit.default, ...limit.defaultRequest })),
      ) as Amounts,
    ]),
  );
}

/** As the API server fills a pod in before anything judges it: what is limited and not requested is requested so. */
function filledIn(spec: PodSpec, defaults: Amounts): PodSpec {
  const filled = (container: Container): Container => ({
    ...container,
    resources: {
      ...container.resources,
      requests: { ...defaults, ...container.resources?.limits, ...container.resources?.requests },
    },
  });
  return {
    ...spec,
    containers: spec.containers.map(filled),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(filled) }),
  };
}
