import { siteLabel, tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import { allOf, called, inObject, type LabelSelector } from "../objects/kinds.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { peersOf } from "../objects/peers.ts";
import { podsOf } from "../objects/pods.ts";
import { selects, selectsAll } from "../objects/selectors.ts";
import { servicesOf } from "../objects/services.ts";
import { notApplicable, type Rule } from "../rule.ts";

const ownLabels = [siteLabel, tenantLabel, zoneLabel];

export const policySelectsNothing: Rule = {
  id: "network/policy-selects-nothing",
  title: "A network policy or service that selects nothing",
  what: "In a mining zone's namespace each network policy and service selects a pod that is declared there; and a policy that names namespaces by the site's labels names one that exists.",
  why: "A selector with a slip in it is valid, and does nothing: the proxy stays closed to its miners, or the way that a review believes to be narrowed is not.",
  fix: "Compare the selector with the labels of the pods or namespaces that are meant.",
  level: "soft",
  check: (subject) => {
    const namespaces = namespacesOf(subject);
    const zones = new Set(namespaces.flatMap(({ name, zone }) => (zone === undefined ? [] : [name])));
    const pods = podsOf(subject);
    const isEmpty = (namespace: string, selector: LabelSelector) =>
      !pods.some(
        ({ judged, labels }) => judged.object.metadata.namespace === namespace && selects(selector, labels),
      );
    const policies = allOf(subject, "NetworkPolicy").filter(({ object }) =>
      zones.has(object.metadata.namespace),
    );
    const services = servicesOf(subject).filter(({ object }) => zones.has(object.metadata.namespace));
    const peers = peersOf(subject).flatMap(({ peer, ...at }) => {
      const selector = peer?.namespaceSelector;
      return selector !== undefined && speaksOfOwn(selector) ? [{ ...at, selector }] : [];
    });
    if (policies.length + services.length + peers.length === 0) return notApplicable;
    return [
      ...policies.flatMap(({ judged, object: { metadata, spec } }) => {
        const selector = spec?.podSelector ?? {};
        if (selectsAll(selector) || !isEmpty(metadata.namespace, selector)) return [];
        return [{ place: inObject(judged, "spec.podSelector"), message: `${called(judged)} selects no pod` }];
      }),
      ...services.flatMap(({ judged, object: { metadata, spec } }) => {
        const { selector } = spec ?? {};
        if (selector === undefined || !isEmpty(metadata.namespace, { matchLabels: selector })) return [];
        return [{ place: inObject(judged, "spec.selector"), message: `${called(judged)} selects no pod` }];
      }),
      ...peers.flatMap(({ judged, field, selector }) =>
        namespaces.some(({ labels }) => selects(selector, labels))
          ? []
          : [
              {
                place: inObject(judged, `${field}.namespaceSelector`),
                message: `${called(judged)} names a namespace that does not exist: ${JSON.stringify(selector)}`,
              },
            ],
      ),
    ];
  },
};

/** Whether all that a selector asks for is what the site labels its own namespaces with. */
function speaksOfOwn({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return keys.length > 0 && keys.every((key) => ownLabels.includes(key));
}
