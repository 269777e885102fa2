import { expect, test } from "vitest";
import { day } from "../../site/day.ts";
import {
  assumed,
  Figure,
  figuresIn,
  isVerified,
  type Source,
  withInheritedSources,
} from "../../site/figure.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { Power } from "../../site/units/index.ts";
import { hall, rooms, siteOf, siteWith } from "../support/sites.ts";

const sources: Record<string, Source> = {
  maker: { title: "The maker's manual", verified: true },
  press: { title: "A newspaper", asOf: day("2026-01-01"), verified: false },
};

/** Source of each figure of a value, by key path. */
function sourcesOf(value: unknown): Record<string, string | undefined> {
  return Object.fromEntries(
    [...figuresIn(withInheritedSources(value))].map(({ path, figure }) => [path.join("."), figure.source]),
  );
}

test("A figure is written bare or with where it comes from", () => {
  const [bare, long] = siteDocument.shape.interconnects.parse([
    {
      name: "one",
      voltage: "138 kV",
      gridOperator: "ERCOT",
      approvals: [{ from: "2024-01-01", load: "5 MW" }],
    },
    {
      name: "two",
      voltage: { value: "138 kV", source: "press", asOf: "2026-02-01", verified: true, note: "seen" },
      gridOperator: "ERCOT",
      approvals: [{ from: "2024-01-01", load: "5 MW" }],
    },
  ]);
  expect(bare?.voltage).toMatchObject({ source: undefined, asOf: undefined, verified: undefined });
  expect(long?.voltage).toMatchObject({
    source: "press",
    asOf: "2026-02-01",
    verified: true,
    note: "seen",
  });
  expect(long?.voltage.value.equals(bare?.voltage.value ?? expect.fail("no figure"))).toBe(true);
});

test("An element's source covers the figures in it that name none, and the nearest one wins", () => {
  const value = {
    own: new Figure(1, { source: "maker" }),
    list: [new Figure(2), { source: "maker", deep: new Figure(3), deeper: { deepest: new Figure(4) } }],
    source: "press",
  };
  expect(sourcesOf(value)).toEqual({
    own: "maker",
    "list.0": "press",
    "list.1.deep": "maker",
    "list.1.deeper.deepest": "maker",
  });
});

test("A figure outside of any element with a source has none", () => {
  expect(sourcesOf({ a: { source: "press", inner: new Figure(1) }, b: new Figure(2) })).toEqual({
    "a.inner": "press",
    b: undefined,
  });
});

test("Inheriting a source keeps the value, the note and the mark of a figure, and changes nothing else", () => {
  const figure = new Figure(Power.megawatts(5), { note: "rounded", verified: true });
  const document = { source: "press", name: "x", figure, power: Power.watts(1) };
  const inherited = withInheritedSources(document);
  expect(inherited.figure).toMatchObject({ source: "press", note: "rounded", verified: true });
  expect(inherited.figure.value).toBe(figure.value);
  expect(inherited.power).toBe(document.power);
  // What was given is left as it was.
  expect(figure.source).toBeUndefined();
});

test("The source of a zone covers its hall, but not what the hall says of itself", () => {
  const site = siteOf(
    siteWith(
      [
        hall("h", {
          source: "press",
          ai: rooms({ grossToCritical: { value: 1.4, source: "maker" }, critical: "4 MW" }),
        }),
      ],
      { sources },
    ),
  );
  const { ai } = site.zone("h");
  expect(ai?.grossToCritical.source).toBe("maker");
  expect(ai?.critical?.source).toBe("press");
  expect(ai?.rackMass.source).toBe("press");
  expect(ai?.cooling.air?.unit.source).toBe("press");
  // The power tree is not in the zone: the operator's own.
  expect(site.document.power[0]?.rating?.source).toBeUndefined();
});

test("A figure is verified by its own mark, else by its source's; the operator's own statement is", () => {
  const verified = (provenance: ConstructorParameters<typeof Figure>[1]) =>
    isVerified(new Figure(1, provenance), sources);
  expect(verified({})).toBe(true);
  expect(verified({ source: "maker" })).toBe(true);
  expect(verified({ source: "press" })).toBe(false);
  expect(verified({ source: "press", verified: true })).toBe(true);
  expect(verified({ source: "maker", verified: false })).toBe(false);
  expect(verified({ verified: false })).toBe(false);
  expect(verified({ source: assumed })).toBe(false);
  expect(verified({ source: "nobody" })).toBe(false);
});

test("A figure in JSON is its value", () => {
  expect(JSON.stringify({ load: new Figure(Power.megawatts(5), { source: "press" }) })).toBe(
    '{"load":"5 MW"}',
  );
});
