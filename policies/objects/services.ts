import { siteLabel } from "../../constructs/identity.ts";
import type { Service } from "../../constructs/kubernetes/index.ts";
import type { Subject } from "../rule.ts";
import { allOf, type Judged, labelsOf } from "./kinds.ts";
import { namespacesOf } from "./namespaces.ts";

/** The services that the site declares, or that are in a namespace of a tenant or of mining. */
export function servicesOf(subject: Subject): Judged<Service>[] {
  const owned = new Set(
    namespacesOf(subject).flatMap(({ name, tenant, zone }) => ((tenant ?? zone) === undefined ? [] : [name])),
  );
  return allOf(subject, "Service").filter(
    ({ judged, object }) =>
      owned.has(object.metadata.namespace) || labelsOf(judged.object)[siteLabel] !== undefined,
  );
}
