import { tenantLabel } from "../../constructs/identity.ts";
import { allOf, called, inObject, labelsOf } from "../objects/kinds.ts";
import { type OwnedNamespace, tenantNamespaces } from "../objects/namespaces.ts";
import { selects } from "../objects/selectors.ts";
import { notApplicable, type Rule, type RuleFinding, type Subject } from "../rule.ts";

export const foreignQueue: Rule = {
  id: "tenancy/foreign-queue",
  title: "A queue that serves another tenant",
  what: "A tenant's ClusterQueue takes work from that tenant's namespaces alone, from no cohort, and by flavors that are its own; a LocalQueue leads to its own tenant's ClusterQueue.",
  why: "Quota is what was leased. A queue that others reach, or that lends and borrows in a cohort, gives one tenant's racks to another, and preempts the one who pays.",
  fix: `Select the namespaces by ${tenantLabel} of the tenant, leave the cohort out, and name the tenant's own queue and flavors.`,
  level: "hard",
  check: (subject) => {
    const queues = allOf(subject, "ClusterQueue");
    const locals = allOf(subject, "LocalQueue");
    if (queues.length === 0 && locals.length === 0) return notApplicable;
    const namespaces = tenantNamespaces(subject);
    const flavorOwner = ownersOf(subject, "ResourceFlavor");
    const queueOwner = ownersOf(subject, "ClusterQueue");
    return [
      ...queues.flatMap((queue) => queueFindings(queue, [...namespaces.values()], flavorOwner)),
      ...locals.flatMap(({ judged, object: { spec } }) => {
        const tenant = namespaces.get(judged.object.metadata.namespace ?? "")?.tenant;
        const owner = queueOwner.get(spec?.clusterQueue ?? "");
        if (tenant === undefined || owner === tenant) return [];
        const whose = owner === undefined ? "no tenant's" : `tenant "${owner}"'s`;
        const message = `${called(judged)} of tenant "${tenant}" leads to ClusterQueue "${spec?.clusterQueue}", which is ${whose}`;
        return [{ place: inObject(judged, "spec.clusterQueue"), message }];
      }),
    ];
  },
};

type Owners = ReadonlyMap<string, string | undefined>;

function ownersOf(subject: Subject, kind: "ClusterQueue" | "ResourceFlavor"): Owners {
  return new Map(
    allOf(subject, kind).map(({ judged: { object } }) => [
      object.metadata.name,
      labelsOf(object)[tenantLabel],
    ]),
  );
}

function queueFindings(
  { judged, object: { spec = {} } }: ReturnType<typeof allOf<"ClusterQueue">>[number],
  namespaces: readonly OwnedNamespace[],
  flavorOwner: Owners,
): RuleFinding[] {
  const tenant = labelsOf(judged.object)[tenantLabel];
  if (tenant === undefined) return [];
  const finding = (field: string, message: string) => ({
    place: inObject(judged, `spec.${field}`),
    message: `${called(judged)} of tenant "${tenant}" ${message}`,
  });
  const { namespaceSelector, cohortName, cohort = cohortName } = spec;
  // Without a selector it takes work from no namespace; an empty one means them all.
  const foreign = namespaces.filter(
    ({ tenant: owner, labels }) =>
      owner !== tenant && namespaceSelector !== undefined && selects(namespaceSelector, labels),
  );
  const flavors = (spec.resourceGroups ?? []).flatMap((group) => group.flavors.map(({ name }) => name));
  return [
    ...foreign.map(({ name, tenant: owner }) =>
      finding("namespaceSelector", `takes work from namespace "${name}" of tenant "${owner}"`),
    ),
    ...(cohort === undefined || cohort === ""
      ? []
      : [
          finding(
            cohortName === undefined ? "cohort" : "cohortName",
            `shares its quota in cohort "${cohort}"`,
          ),
        ]),
    ...[...new Set(flavors)].flatMap((flavor) => {
      const owner = flavorOwner.get(flavor);
      if (owner === undefined || owner === tenant) return [];
      return [
        finding("resourceGroups", `has quota of ResourceFlavor "${flavor}", which is tenant "${owner}"'s`),
      ];
    }),
  ];
}
