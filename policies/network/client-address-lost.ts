import { called, inObject } from "../objects/kinds.ts";
import { servicesOf } from "../objects/services.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const clientAddressLost: Rule = {
  id: "network/client-address-lost",
  title: "A load balancer that hides who connects",
  what: "A service of type LoadBalancer keeps the address of who connects (externalTrafficPolicy: Local).",
  why: "Otherwise a node puts its own address in the place of the miner's: the network policy that admits the zone's ASIC networks by block stops them, or has to admit nodes, and the proxy cannot tell its miners apart.",
  fix: "Set spec.externalTrafficPolicy: Local.",
  level: "soft",
  check: (subject) => {
    const services = servicesOf(subject).filter(({ object }) => object.spec?.type === "LoadBalancer");
    if (services.length === 0) return notApplicable;
    return services
      .filter(({ object }) => object.spec?.externalTrafficPolicy !== "Local")
      .map(({ judged, object }) => ({
        place: inObject(judged, "spec.externalTrafficPolicy"),
        message: `${called(judged)} has externalTrafficPolicy ${object.spec?.externalTrafficPolicy ?? "Cluster"}: the address of who connects is lost on the way`,
      }));
  },
};
