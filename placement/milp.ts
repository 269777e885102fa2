import { Assignment } from "./assignment.ts";
import type { Choice, Model, ModelRequest } from "./model.ts";
import { feederLines } from "./objective.ts";

/**
 * A model as a mixed-integer linear program in the CPLEX LP format: the same limits and the same objective that the
 * search uses. n… counts scale-up domains, u… says whether a choice is used, o… whether a zone is opened, f… which
 * fabric a demand is on, s… is what is stranded in a zone, b… what a feeder's load costs.
 */
export function linearProgram(model: Model): string {
  return new ProgramWriter(model).text();
}

type Terms = readonly (readonly [coefficient: number, variable: string])[];

class ProgramWriter {
  readonly #model: Model;
  readonly #rows: string[] = [];
  readonly #bounds: string[] = [];
  readonly #general: string[] = [];
  readonly #binary: string[] = [];
  readonly #objective: [number, string][] = [];
  readonly #byZone: readonly Choice[][];

  constructor(model: Model) {
    this.#model = model;
    this.#byZone = model.zones.map(() => []);
    for (const choice of model.choices) this.#byZone[choice.zone]?.push(choice);
  }

  text(): string {
    for (const request of this.#model.requests) this.#request(request);
    this.#accounts();
    this.#zones();
    this.#feeders();
    return [
      `Minimize\n obj: ${linear(this.#objective)}`,
      `Subject To\n${this.#rows.map((row, index) => ` r${index}: ${row}`).join("\n")}`,
      `Bounds\n${this.#bounds.join("\n")}`,
      `General\n${this.#general.join("\n")}`,
      `Binary\n${this.#binary.join("\n")}`,
      "End\n",
    ].join("\n");
  }

  #row(terms: Terms, relation: "<=" | ">=" | "=", right: number): void {
    if (terms.length > 0) this.#rows.push(`${linear(terms)} ${relation} ${number(right)}`);
    // A row of nothing that cannot hold makes the program infeasible, as it should.
    else if (
      (relation === "=" && right !== 0) ||
      (relation === ">=" && right > 0) ||
      (relation === "<=" && right < 0)
    )
      this.#rows.push(`0 ${this.#impossible()} ${relation} ${number(right)}`);
  }

  #impossible(): string {
    if (!this.#binary.includes("never")) this.#binary.push("never");
    return "never";
  }

  #request(request: ModelRequest): void {
    if (request.domains === 0) return;
    for (const choice of request.choices) this.#choice(request, choice);
    this.#row(
      request.choices.map(({ index }) => [1, `n${index}`]),
      "=",
      request.domains,
    );
    this.#parts(request);
    if (request.groups.length > 1) this.#fabrics(request);
    for (const { zones, most } of request.shares) {
      const within = request.choices.filter(({ zone }) => zones.has(zone));
      this.#row(
        within.map(({ index }) => [1, `n${index}`]),
        "<=",
        most,
      );
    }
    this.#relations(request);
  }

  #choice(request: ModelRequest, { index, most, zone }: Choice): void {
    const upper = Math.min(most, request.domains);
    this.#bounds.push(` 0 <= n${index} <= ${upper}`);
    this.#general.push(` n${index}`);
    this.#binary.push(` u${index}`);
    this.#row(
      [
        [1, `n${index}`],
        [-upper, `u${index}`],
      ],
      "<=",
      0,
    );
    if (this.#model.zones[zone]?.open === false)
      this.#row(
        [
          [1, `u${index}`],
          [-1, `o${zone}`],
        ],
        "<=",
        0,
      );
  }

  /** Zones more than one: p is at least their number less one, and not less than none. */
  #parts({ index: request, choices, kept }: ModelRequest): void {
    const fresh = choices.filter(({ continues }) => !continues);
    if (fresh.length === 0) return;
    const weight = this.#model.site.document.placement.parts;
    this.#objective.push([weight, `p${request}`]);
    this.#bounds.push(` ${Math.max(0, kept.length - 1)} <= p${request} <= ${choices.length + kept.length}`);
    this.#row(
      [[1, `p${request}`], ...fresh.map(({ index }) => [-1, `u${index}`] as const)],
      ">=",
      kept.length - 1,
    );
  }

  #fabrics({ index: request, groups }: ModelRequest): void {
    const names = groups.map((_, group) => `f${request}_${group}`);
    this.#binary.push(...names.map((name) => ` ${name}`));
    this.#row(
      names.map((name) => [1, name]),
      "=",
      1,
    );
    for (const [group, choices] of groups.entries()) {
      for (const { index } of choices)
        this.#row(
          [
            [1, `u${index}`],
            [-1, names[group] ?? ""],
          ],
          "<=",
          0,
        );
    }
  }

  #relations(request: ModelRequest): void {
    const { zones, requests, domains } = this.#model;
    const zoneOf = (choice: Choice) => zones[choice.zone]?.zone;
    const sharing = (choice: Choice, other: ModelRequest, kind: Parameters<typeof domains.share>[2]) => {
      const zone = zoneOf(choice);
      if (zone === undefined) return { choices: [], kept: false };
      const meets = (candidate: Choice) => {
        const there = zoneOf(candidate);
        return there !== undefined && domains.share(zone, there, kind);
      };
      return {
        choices: other.choices.filter(meets),
        kept: other.kept.some((part) => domains.share(zone, part.zone, kind)),
      };
    };
    for (const { other: at, kind } of request.apart) {
      const other = requests[at];
      if (other === undefined || at < request.index) continue;
      for (const choice of request.choices) {
        for (const { index } of sharing(choice, other, kind).choices)
          this.#row(
            [
              [1, `u${choice.index}`],
              [1, `u${index}`],
            ],
            "<=",
            1,
          );
      }
    }
    for (const { other: at, kind } of request.near) {
      const other = requests[at];
      if (other === undefined) continue;
      for (const choice of request.choices) {
        const near = sharing(choice, other, kind);
        if (near.kept) continue;
        this.#row(
          [[1, `u${choice.index}`], ...near.choices.map(({ index }) => [-1, `n${index}`] as const)],
          "<=",
          0,
        );
      }
    }
  }

  /** Each limit in each segment, as a share of what is left, so that all numbers are of one size. */
  #accounts(): void {
    const users = new Map<number, { readonly choice: Choice; readonly each: number }[]>();
    for (const choice of this.#model.choices) {
      for (const { account, each } of choice.draws) {
        const list = users.get(account) ?? [];
        list.push({ choice, each });
        users.set(account, list);
      }
    }
    for (const [account, list] of users) {
      const { left, limits } = this.#model.accounts[account] ?? { left: [], limits: false };
      const rows = new Set<string>();
      for (let segment = 0; limits && segment < this.#model.segments; segment += 1) {
        const active = list.filter(({ choice }) => this.#isOn(choice, segment));
        const here = left[segment] ?? 0;
        const key = `${here} ${active.map(({ choice }) => choice.index).join()}`;
        if (rows.has(key) || active.length === 0) continue;
        rows.add(key);
        const scale = here > 0 ? here : 1;
        this.#row(
          active.map(({ choice, each }) => [each / scale, `n${choice.index}`]),
          "<=",
          here > 0 ? 1 : 0,
        );
      }
    }
  }

  #isOn({ request }: Choice, segment: number): boolean {
    const span = this.#model.requests[request]?.span;
    return span !== undefined && span.start <= segment && segment < span.end;
  }

  #zones(): void {
    const { placement } = this.#model.site.document;
    for (const [zone, { open, mining, resources }] of this.#model.zones.entries()) {
      const choices = this.#byZone[zone] ?? [];
      if (choices.length > 0 && !open) {
        this.#binary.push(` o${zone}`);
        this.#objective.push([placement.zones + placement.mining * mining, `o${zone}`]);
      }
      this.#objective.push([placement.stranded, `s${zone}`]);
      this.#bounds.push(` 0 <= s${zone} <= ${resources.length + 1}`);
      for (let segment = 0; segment < this.#model.segments; segment += 1) {
        for (const resource of resources) this.#stranded(zone, resource, resources, segment, choices);
      }
    }
  }

  /** s ≥ share of one resource − mean share of all. */
  #stranded(
    zone: number,
    resource: number,
    resources: readonly number[],
    segment: number,
    choices: readonly Choice[],
  ): void {
    let base = 0;
    const terms: [number, string][] = [[1, `s${zone}`]];
    const coefficients = new Map<string, number>();
    for (const number of resources) {
      const account = this.#model.accounts[number];
      const capacity = account?.capacity[segment] ?? 0;
      if (account === undefined || capacity <= 0) continue;
      const weight = (number === resource ? 1 : 0) - 1 / resources.length;
      base += (weight * (capacity - (account.left[segment] ?? 0))) / capacity;
      for (const choice of choices) {
        const each = choice.draws.find((draw) => draw.account === number)?.each ?? 0;
        if (each === 0 || !this.#isOn(choice, segment)) continue;
        const name = `n${choice.index}`;
        coefficients.set(name, (coefficients.get(name) ?? 0) - (weight * each) / capacity);
      }
    }
    for (const [name, coefficient] of coefficients) if (coefficient !== 0) terms.push([coefficient, name]);
    this.#row(terms, ">=", base);
  }

  #feeders(): void {
    const { placement } = this.#model.site.document;
    for (const [feeder, accounts] of this.#model.feeders.entries()) {
      this.#objective.push([placement.balance, `b${feeder}`]);
      this.#bounds.push(` 0 <= b${feeder} <= 10`);
      for (const number of accounts) {
        const account = this.#model.accounts[number];
        if (account === undefined) continue;
        const users = this.#model.choices.flatMap((choice) =>
          choice.draws.filter((draw) => draw.account === number).map(({ each }) => ({ choice, each })),
        );
        for (let segment = 0; segment < this.#model.segments; segment += 1) {
          const capacity = account.capacity[segment] ?? 0;
          if (capacity <= 0) continue;
          const used = (capacity - (account.left[segment] ?? 0)) / capacity;
          for (const { slope, at } of feederLines) {
            if (slope === 0) continue;
            const terms = users
              .filter(({ choice }) => this.#isOn(choice, segment))
              .map(({ choice, each }) => [(-slope * each) / capacity, `n${choice.index}`] as const);
            this.#row([[1, `b${feeder}`], ...terms], ">=", slope * used + at);
          }
        }
      }
    }
  }
}

function linear(terms: Terms): string {
  return terms
    .map(
      ([coefficient, variable]) =>
        `${coefficient < 0 ? "-" : "+"} ${number(Math.abs(coefficient))} ${variable}`,
    )
    .join("\n ");
}

function number(value: number): string {
  return value === 0 ? "0" : value.toPrecision(15);
}

/** The assignment that a solution of the program amounts to; undefined where it breaks a limit. */
export function assignmentOf(model: Model, amountOf: (variable: string) => number): Assignment | undefined {
  const assignment = new Assignment(model);
  const wanted = model.choices.map((choice) => ({
    choice,
    domains: Math.round(amountOf(`n${choice.index}`)),
  }));
  // What others are to be near comes first; what is near without it would not be let in.
  const first = ({ choice }: (typeof wanted)[number]) =>
    model.requests[choice.request]?.near.length === 0 ? 0 : 1;
  for (const { choice, domains } of wanted.sort((a, b) => first(a) - first(b))) {
    if (domains <= 0) continue;
    assignment.add(choice, domains);
  }
  return assignment.isWithinLimits() ? assignment : undefined;
}
