import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { curtailmentPlan } from "../site/curtailment/make-plan.ts";
import { simulate } from "../site/curtailment/simulate.ts";
import { readPrices } from "../site/energy/price-series.ts";
import { siteDocument } from "../site/schema/site-document.ts";
import { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { writeCampus } from "./generated-site.ts";
import { priceFile, priceYear } from "./price-year.ts";

const timeZone = "America/Chicago";

/** Prints what a year of hourly prices takes on a campus of 50 mining zones. */
export function reportCurtailment(): void {
  const folder = mkdtempSync(join(tmpdir(), "busbar-curtailment-"));
  try {
    writeCampus(folder, { racks: 200, tenants: 2, miningZones: 50 });
    const site = withContracts(loadSite(folder).site);
    const text = priceFile(priceYear(timeZone, 2026));
    const readings: number[] = [];
    const runs: number[] = [];
    let summary = "";
    for (let run = 0; run < 3; run += 1) {
      const start = performance.now();
      const series = readPrices(text, "prices.csv", timeZone);
      const read = performance.now();
      const result = simulate(site, (on) => curtailmentPlan(site, on, []), series);
      readings.push(read - start);
      runs.push(performance.now() - read);
      summary = `${result.hoursCurtailed} hours curtailed, ${result.shed} not drawn, ${result.netGain} gained`;
    }
    console.log(
      `\nA year of ${text.trimEnd().split("\n").length - 1} hourly prices on 50 mining zones, ${site.document.contracts.length} contracts and a demand-response obligation (best of ${runs.length}):\n` +
        `  read in ${Math.min(...readings).toFixed(0)} ms, simulated in ${Math.min(...runs).toFixed(0)} ms: ${summary}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same campus with energy bought in three ways, charges, and an obligation in summer. */
function withContracts({ document, tenants, catalog }: Site): Site {
  const term = { from: "2026-01-01" };
  const { contracts, charges, demandResponse } = siteDocument
    .pick({ contracts: true, charges: true, demandResponse: true })
    .parse({
      contracts: [
        {
          name: "firm",
          kind: "fixed",
          power: "300 MW",
          price: "42 $/MWh",
          takeOrPay: true,
          resale: true,
          ...term,
        },
        {
          name: "nights",
          kind: "off-peak",
          power: "200 MW",
          price: "19 $/MWh",
          hours: "22:00-06:00",
          ...term,
        },
        { name: "spot", kind: "indexed", index: "hub", power: "300 MW", price: "3 $/MWh", ...term },
      ],
      charges: [
        { name: "delivery", basis: "energy", energyPrice: "1 $/MWh" },
        { name: "transmission", basis: "coincident-peak", price: "5 $/kW-month" },
      ],
      demandResponse: [
        {
          name: "summer",
          programme: "ERCOT ERS-30",
          obligation: "100 MW",
          notice: "30 min",
          maximumDuration: "8 h",
          coolDown: "10 h",
          payment: "60000 $/MW-year",
          from: "2026-06-01",
          to: "2026-09-30",
        },
      ],
    });
  return new Site({ ...document, contracts, charges, demandResponse }, tenants, catalog);
}
