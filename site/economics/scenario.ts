import { assumed, Figure, figuresIn, type Source } from "../figure.ts";
import { pathText } from "../load/places.ts";
import { readDocument } from "../load/read-document.ts";
import { type Problem, Refusal } from "../problem.ts";
import { suggestion } from "../schema/closed.ts";
import type { EconomicsDocument } from "../schema/economics.ts";
import { type ScenarioDocument, scenarioDocument } from "../schema/scenario.ts";
import type { TenantDocument } from "../schema/tenant-document.ts";
import { Site } from "../site.ts";
import { assumptionProblems } from "./assumption-problems.ts";
import { networkKeys } from "./assumptions.ts";

type Lease = TenantDocument["lease"];

/**
 * Reads the text of a scenario for a site.
 *
 * @throws Refusal with every problem: of its shape, of names that the site has not, of figures that cannot be.
 */
export function readScenario(text: string, file: string, site: Site): ScenarioDocument {
  const read = readDocument(scenarioDocument, file, text);
  if ("problems" in read) throw new Refusal("The scenario is refused.", read.problems);
  const { value, source } = read;
  const problems = scenarioProblems(value, site).map(
    ({ path, key, message }): Problem => ({
      where: key === undefined ? source.locate(path) : source.locateKey(path, key),
      message: `${pathText(path)}: ${message}`,
    }),
  );
  if (problems.length > 0) throw new Refusal("The scenario is refused.", problems);
  return value;
}

interface ScenarioProblem {
  readonly path: readonly (string | number)[];
  /** The key itself is what is wrong, not its value. */
  readonly key?: string;
  readonly message: string;
}

function scenarioProblems(scenario: ScenarioDocument, site: Site): readonly ScenarioProblem[] {
  const contracts = site.document.contracts.map(({ name }) => name);
  const tenants = site.tenants.map(({ name }) => name);
  return [
    ...unknown("contracts", "contract", Object.keys(scenario.contracts), contracts),
    ...unknown("tenants", "tenant", Object.keys(scenario.tenants), tenants),
    ...assumptionProblems(scenario).map(({ key, message }) => ({ path: [key], message })),
    ...sourceProblems(scenario, site.catalog.sources),
  ];
}

function unknown(key: string, what: string, named: readonly string[], existing: readonly string[]) {
  return named
    .filter((name) => !existing.includes(name))
    .map((name) => ({
      path: [key],
      key: name,
      message: `the site has no ${what} "${name}": ${suggestion(name, existing)}`,
    }));
}

function sourceProblems(scenario: ScenarioDocument, sources: Readonly<Record<string, Source>>) {
  const known = [...Object.keys(sources), assumed];
  return [...figuresIn(scenario)].flatMap(({ path, figure: { source } }) =>
    source === undefined || known.includes(source)
      ? []
      : [
          {
            path: [...path, "source"],
            message: `there is no source "${source}": ${suggestion(source, known)}`,
          },
        ],
  );
}

/** The site with a scenario's figures in place of its own. Nothing of them is verified unless the scenario says so. */
export function withScenario(site: Site, scenario: ScenarioDocument): Site {
  const { version: _version, name, title: _title, source: _source, note: _note, ...figures } = scenario;
  const { contracts, tenants, ...economics } = figures;
  const { document } = site;
  return new Site(
    {
      ...document,
      economics: mergedEconomics(document.economics ?? {}, marked(economics, name)),
      contracts: document.contracts.map((contract) => {
        const price = contracts[contract.name]?.price;
        return price === undefined ? contract : { ...contract, price: supposed(price, name) };
      }),
    },
    site.tenants.map((tenant) => {
      const price = tenants[tenant.name]?.price;
      return price === undefined
        ? tenant
        : { ...tenant, lease: withPrice(tenant.lease, supposed(price, name)) };
    }),
    site.catalog,
  );
}

/** Whether servers are paid for was said of the price that was. */
function withPrice(lease: Lease, price: NonNullable<Lease["price"]>): Lease {
  return { ...lease, price, includesHardware: undefined };
}

/** A hashprice takes the place of the network's figures, and they of it: the two are never stated together. */
function mergedEconomics(own: EconomicsDocument, other: EconomicsDocument): EconomicsDocument {
  const replaced: readonly string[] =
    other.hashprice !== undefined
      ? networkKeys
      : networkKeys.some((key) => other[key] !== undefined)
        ? ["hashprice"]
        : [];
  const kept = Object.fromEntries(Object.entries(own).filter(([key]) => !replaced.includes(key)));
  return { ...kept, ...other };
}

function marked(economics: EconomicsDocument, scenario: string): EconomicsDocument {
  return Object.fromEntries(
    Object.entries(economics).flatMap(([key, figure]) =>
      figure instanceof Figure ? [[key, supposed<unknown>(figure, scenario)]] : [],
    ),
  );
}

/** A figure of a scenario: an assumption, where it names no source. */
function supposed<T>(figure: Figure<T>, scenario: string): Figure<T> {
  return new Figure(figure.value, {
    source: figure.source ?? assumed,
    asOf: figure.asOf,
    verified: figure.source === undefined ? false : figure.verified,
    note: figure.note ?? `scenario ${scenario}`,
  });
}
