import { siteLabel } from "../../constructs/identity.ts";
import { allOf, called, inObject, labelsOf } from "../objects/kinds.ts";
import { podsOf } from "../objects/pods.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const serviceAccountToken: Rule = {
  id: "tenancy/service-account-token",
  title: "A token of the API server in every pod",
  what: "What the site declares mounts no service account token: its service accounts switch it off, and so do its pods where the account does not.",
  why: "A token that lies in a pod is the first thing that whoever breaks into it takes. Neither work on racks nor a mining proxy talks to the API server.",
  fix: "Set automountServiceAccountToken: false on the ServiceAccount, or on the pod.",
  level: "soft",
  check: (subject) => {
    const isDeclared = (object: Parameters<typeof labelsOf>[0]) => labelsOf(object)[siteLabel] !== undefined;
    const accounts = allOf(subject, "ServiceAccount").filter(({ judged }) => isDeclared(judged.object));
    const pods = podsOf(subject).filter(({ judged }) => isDeclared(judged.object));
    if (accounts.length === 0 && pods.length === 0) return notApplicable;
    const without = new Set(
      accounts
        .filter(({ object }) => object.automountServiceAccountToken === false)
        .map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`),
    );
    return [
      ...accounts
        .filter(({ object }) => object.automountServiceAccountToken !== false)
        .map(({ judged }) => ({
          place: inObject(judged, "automountServiceAccountToken"),
          message: `${called(judged)} gives each pod that has it a token`,
        })),
      ...pods.flatMap(({ judged, field, spec }) => {
        const { automountServiceAccountToken: own, serviceAccountName: account = "default" } = spec;
        const mounts = own ?? !without.has(`${judged.object.metadata.namespace}/${account}`);
        if (!mounts) return [];
        const message = `${called(judged)} mounts a token of ServiceAccount "${account}"`;
        return [{ place: inObject(judged, `${field}.automountServiceAccountToken`), message }];
      }),
    ];
  },
};
