import { nodeRoleKey, nodeTenantKey, tenantLabel } from "../../constructs/identity.ts";
import { allOf, called, inObject, labelsOf } from "../objects/kinds.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { type JudgedPod, podsOf } from "../objects/pods.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

export const foreignRacks: Rule = {
  id: "tenancy/foreign-racks",
  title: "Work that may land on racks of others",
  what: "Pods in a tenant's namespaces, and the flavors of its queue, name no nodes but the tenant's own, and bear no taint that keeps others off.",
  why: "On another tenant's rack a pod takes accelerators that somebody else pays for, and shares a host with that tenant's data. On the service nodes it sits beside the mining proxies.",
  fix: `Select ${nodeTenantKey} of the tenant itself, and bear that taint alone.`,
  level: "hard",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    const pods = podsOf(subject).flatMap((pod) => {
      const tenant = namespaces.get(pod.judged.object.metadata.namespace ?? "")?.tenant;
      return tenant === undefined ? [] : [{ pod, tenant }];
    });
    const flavors = allOf(subject, "ResourceFlavor").flatMap(({ judged, object }) => {
      const tenant = labelsOf(judged.object)[tenantLabel];
      return tenant === undefined ? [] : [{ judged, object, tenant }];
    });
    if (pods.length === 0 && flavors.length === 0) return notApplicable;
    return [
      ...pods.flatMap(({ pod, tenant }) => podFindings(pod, tenant)),
      ...flavors.flatMap(({ judged, object, tenant }) => {
        const named = object.spec?.nodeLabels?.[nodeTenantKey];
        if (named === tenant) return [];
        const nodes = named === undefined ? "nodes of every tenant" : `nodes of tenant "${named}"`;
        const message = `${called(judged)} of tenant "${tenant}" is for ${nodes}`;
        return [{ place: inObject(judged, `spec.nodeLabels["${nodeTenantKey}"]`), message }];
      }),
    ];
  },
};

function podFindings({ judged, field, spec }: JudgedPod, tenant: string): RuleFinding[] {
  const finding = (at: string, message: string): RuleFinding => ({
    place: inObject(judged, `${field}.${at}`),
    message: `${called(judged)} of tenant "${tenant}" ${message}`,
  });
  const selected = spec.nodeSelector?.[nodeTenantKey];
  const role = spec.nodeSelector?.[nodeRoleKey];
  return [
    ...(selected !== undefined && selected !== tenant
      ? [finding("nodeSelector", `selects nodes of tenant "${selected}"`)]
      : []),
    ...(role === undefined ? [] : [finding("nodeSelector", `selects the service nodes "${role}"`)]),
    ...(spec.tolerations ?? []).flatMap(({ key = "", operator = "Equal", value }, index) => {
      const at = `tolerations[${index}]`;
      if (key === "") return [finding(at, "bears every taint")];
      if (key === nodeRoleKey) return [finding(at, "bears the taint of service nodes")];
      if (key !== nodeTenantKey || (operator === "Equal" && value === tenant)) return [];
      return [
        finding(
          at,
          operator === "Equal" ? `bears the taint of tenant "${value}"` : "bears every tenant's taint",
        ),
      ];
    }),
  ];
}
