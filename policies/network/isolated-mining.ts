import { inObject } from "../objects/kinds.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { notApplicable, type Rule } from "../rule.ts";
import { notIsolated } from "../tenancy/default-deny.ts";

export const isolatedMining: Rule = {
  id: "network/isolated-mining",
  title: "A mining zone's namespace without default deny",
  what: "Each mining zone's namespace has a NetworkPolicy that selects every pod and isolates it in both directions.",
  why: "The proxy stands between thousands of miners and the internet. What breaks into it goes on to whatever no policy keeps it from.",
  fix: "Declare a NetworkPolicy with an empty podSelector, policyTypes Ingress and Egress, and no rules.",
  level: "hard",
  check: (subject) => {
    const namespaces = namespacesOf(subject).filter(({ zone }) => zone !== undefined);
    if (namespaces.length === 0) return notApplicable;
    return notIsolated(subject, namespaces).map(({ namespace, open }) => ({
      place: inObject(namespace.judged, "metadata.name"),
      message: `namespace "${namespace.name}" of mining zone "${namespace.zone}" has no NetworkPolicy that isolates every pod for ${open.join(" and ")}`,
    }));
  },
};
