import { called, inObject } from "../objects/kinds.ts";
import { servicesOf } from "../objects/services.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const externalIps: Rule = {
  id: "network/external-ips",
  title: "A service that takes addresses",
  what: "No service names externalIPs.",
  why: "Every node then sends what goes to these addresses to the service, whoever has them: a service can take over the address of a pool, of a switch, or of another tenant (CVE-2020-8554).",
  fix: "Use a LoadBalancer, whose addresses are given out by what owns them.",
  level: "hard",
  check: (subject) => {
    const services = servicesOf(subject);
    if (services.length === 0) return notApplicable;
    return services.flatMap(({ judged, object: { spec } }) => {
      const addresses = spec?.externalIPs ?? [];
      if (addresses.length === 0) return [];
      const message = `${called(judged)} takes what goes to ${addresses.join(", ")}`;
      return [{ place: inObject(judged, "spec.externalIPs"), message }];
    });
  },
};
