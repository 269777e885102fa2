import { z } from "zod";
import { siteFile } from "../../site/checks/index.ts";
import { type Day, day } from "../../site/day.ts";
import { type Figure, figuresIn } from "../../site/figure.ts";
import type { DocumentPath } from "../../site/problem.ts";
import { Range } from "../../site/range.ts";
import type { Site } from "../../site/site.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  months: z.int().min(1).prefault(24).describe("How old, in months, what a source says may be."),
});

export const staleSource: Rule<z.output<typeof parameters>> = {
  id: "provenance/stale-source",
  title: "Figures that have grown old",
  what: "What figures say of the site was stated not too long before the effective date.",
  why: "Approvals are changed, tariffs are raised, halls are rebuilt. A figure keeps its value in a document long after it has lost it outside.",
  fix: "Look the figure up again, and state the new day as asOf, of the source or of the figure.",
  level: "advisory",
  parameters,
  check: ({ site }, { months }) => {
    const dated = datedFigures(site);
    if (dated.length === 0) return notApplicable;
    const last = monthsBefore(site.document.effectiveDate, months);
    const stale = dated.filter(({ asOf }) => asOf < last);
    const bySource = new Map<string, Dated[]>();
    for (const one of stale) {
      const source = one.own ? undefined : one.figure.source;
      if (source !== undefined) bySource.set(source, [...(bySource.get(source) ?? []), one]);
    }
    const rule = `at most ${months} months before the effective date, so of ${last} or later`;
    return [
      ...[...bySource].flatMap(([source, [first, ...more]]) =>
        first === undefined
          ? []
          : [
              {
                place: inSiteDocument("sources", source, "asOf"),
                message: `"${source}" is of ${first.asOf}: ${rule}; what rests on it: ${restsOn(first, more.length)}`,
              },
            ],
      ),
      ...stale
        .filter(({ own }) => own)
        .map(({ document, path, asOf, figure }) => ({
          place: { in: "document" as const, document, path },
          message: `${valueText(figure.value)} is of ${asOf}: ${rule}`,
        })),
    ];
  },
};

/** Of a range, what is reckoned with. */
function valueText(value: unknown): string {
  return String(value instanceof Range ? value.base : value);
}

interface Dated extends DocumentPath {
  readonly figure: Figure<unknown>;
  readonly asOf: Day;
  /** Whether the figure states its day itself, in place of its source's. */
  readonly own: boolean;
}

function restsOn({ document, path }: Dated, others: number): string {
  const first = `${document} ${path.join(".")}`;
  return others === 0 ? first : `${first} and ${others} more`;
}

function datedFigures({ document, tenants }: Site): Dated[] {
  const documents = [
    { document: siteFile, value: document as unknown },
    ...tenants.map((tenant) => ({ document: `tenants/${tenant.name}.yaml`, value: tenant as unknown })),
  ];
  return documents.flatMap(({ document: file, value }) =>
    [...figuresIn(value)].flatMap(({ path, figure }) => {
      const cited = figure.source === undefined ? undefined : document.sources[figure.source];
      const asOf = figure.asOf ?? cited?.asOf;
      return asOf === undefined
        ? []
        : [{ document: file, path, figure, asOf, own: figure.asOf !== undefined }];
    }),
  );
}

/** The same day of the month; a few days later where that month is too short for it. */
function monthsBefore(on: Day, months: number): Day {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return day(date.toISOString().slice(0, 10));
}
