import { designOf, reachedZones, torusOf } from "../fabric/fabric.ts";
import type { FabricDocument, SiteDocument } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Fabrics whose switches follow from rules: what is stated is what comes out, and reaches every rack position. */
export function checkFabrics({ site }: Documents): Finding[] {
  return site.fabrics.flatMap((fabric, index) => {
    const at = (path: readonly string[], message: string) => inSite(["fabrics", index, ...path], message);
    return [
      ...kindFindings(fabric, at),
      ...switchFindings(fabric, at),
      ...reachFindings(site, fabric, at),
      ...attachmentFindings(fabric, at),
    ];
  });
}

type At = (path: readonly string[], message: string) => Finding;

function kindFindings({ name, kind, design, torus }: FabricDocument, at: At): Finding[] {
  if (kind === "tpu-ici" && design !== undefined) {
    return [
      at(
        ["design"],
        `fabric "${name}" is tpu-ici: its cubes are joined by light, so give it "torus" instead`,
      ),
    ];
  }
  if (kind !== "tpu-ici" && torus !== undefined) {
    return [
      at(["torus"], `fabric "${name}" is ${kind}: it consists of switches, so give it "design" instead`),
    ];
  }
  return [];
}

/** What is stated beside rules is compared with what they come to. */
function switchFindings(fabric: FabricDocument, at: At): Finding[] {
  const [design, torus] = [designOf(fabric), torusOf(fabric)];
  const should = design ?? (torus && { leaves: torus.switches, downlinks: torus.portsPerSwitch, spines: 0 });
  if (should === undefined) return [];
  const { leaves, spines } = fabric;
  const stated = [
    { path: ["leaves", "count"], what: "leaves", is: leaves.count.value, comes: should.leaves },
    {
      path: ["leaves", "downlinks"],
      what: "ports to racks a leaf",
      is: leaves.downlinks.value,
      comes: should.downlinks,
    },
    { path: ["spines", "count"], what: "spines", is: spines?.count.value ?? 0, comes: should.spines },
  ];
  return stated
    .filter(({ is, comes }) => is !== comes)
    .map(({ path, what, is, comes }) =>
      at(
        path,
        `${is} ${what} are stated, the rules come to ${comes}: mend the rules, or leave the count out`,
      ),
    );
}

/** Every position of the zones is wired, or a rack could be placed where no cable ends. */
function reachFindings(site: SiteDocument, fabric: FabricDocument, at: At): Finding[] {
  const zones = reachedZones(site, fabric);
  if (fabric.torus !== undefined) {
    const positions = zones.reduce((total, zone) => total + zone.positions, 0);
    return positions <= fabric.torus.cubes.value
      ? []
      : [
          at(
            ["torus", "cubes"],
            `${fabric.torus.cubes.value} cubes for the ${positions} rack positions of its zones: every position is wired`,
          ),
        ];
  }
  const design = designOf(fabric);
  if (design === undefined) return [];
  const { rules, lastUnitRacks } = design;
  const units = zones.reduce((total, zone) => total + zone.units, 0);
  if (units > rules.units) {
    const message = `${rules.units} scalable units of ${rules.unitRacks} racks are built, the positions of its zones take ${units}`;
    return [at(["design", "units"], message)];
  }
  const last = zones.at(-1);
  const inLastUnit = last === undefined ? 0 : last.positions - (last.units - 1) * rules.unitRacks;
  return units < rules.units || inLastUnit <= lastUnitRacks
    ? []
    : [
        at(
          ["design", "managerPorts"],
          `${rules.managerPorts} ports of fabric managers leave room for ${lastUnitRacks} racks in the last unit, zone "${last?.zone.name}" has ${inLastUnit} positions there: build one more unit, or leave positions out`,
        ),
      ];
}

function attachmentFindings({ name, kind, attachments, design }: FabricDocument, at: At): Finding[] {
  if (attachments === undefined) return [];
  if (kind === "tpu-ici") {
    return [
      at(
        ["attachments"],
        `fabric "${name}" is tpu-ici: pods reach it through their TPUs, not through adapters`,
      ),
    ];
  }
  const rails = design?.rails ?? 1;
  return rails === 1 || attachments.resource.includes("{rail}")
    ? []
    : [
        at(
          ["attachments", "resource"],
          `"${attachments.resource}" is the same for all ${rails} rails: put {rail} into it, so that a pod gets an adapter of each`,
        ),
      ];
}
