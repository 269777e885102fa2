import { isWide, worldBits } from "../objects/blocks.ts";
import { called, inObject } from "../objects/kinds.ts";
import { servicesOf } from "../objects/services.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

export const loadBalancerSources: Rule = {
  id: "network/load-balancer-sources",
  title: "A port on the site's network for whoever finds it",
  what: "A service of type LoadBalancer names the blocks that may connect, and none is of type NodePort.",
  why: "A load balancer without source ranges answers every host that routes to it. A Stratum proxy that does takes shares from strangers, and a flood of connections from one stops the hashrate of a whole zone. A node port is open on every node.",
  fix: "Set spec.loadBalancerSourceRanges to the networks of those who connect, such as the zone's ASIC networks.",
  level: "hard",
  check: (subject) => {
    const services = servicesOf(subject).filter(({ object }) =>
      ["LoadBalancer", "NodePort"].includes(object.spec?.type ?? ""),
    );
    if (services.length === 0) return notApplicable;
    return services.flatMap(({ judged, object: { spec } }): RuleFinding[] => {
      if (spec?.type === "NodePort") {
        return [
          { place: inObject(judged, "spec.type"), message: `${called(judged)} opens a port on every node` },
        ];
      }
      const ranges = (spec?.loadBalancerSourceRanges ?? []).map((range) => range.trim());
      const wide = ranges.find((range) => isWide(range, worldBits));
      if (ranges.length > 0 && wide === undefined) return [];
      const found =
        wide === undefined ? "names no loadBalancerSourceRanges" : `takes connections from ${wide}`;
      return [
        { place: inObject(judged, "spec.loadBalancerSourceRanges"), message: `${called(judged)} ${found}` },
      ];
    });
  },
};
