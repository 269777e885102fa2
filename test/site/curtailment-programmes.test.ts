import { expect, test } from "vitest";
import { curtailmentPlan } from "../../site/curtailment/make-plan.ts";
import { nearlyNamed, programmeOf } from "../../site/curtailment/programme-names.ts";
import { programmes } from "../../site/curtailment/programmes.ts";
import { qualification } from "../../site/curtailment/qualification.ts";
import { day } from "../../site/day.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder, examples } from "../support/examples.ts";
import { mine, miners, siteOf, siteWith } from "../support/sites.ts";

test("No name means two programmes, and every programme says what it takes and who says so", () => {
  const names = programmes.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => one.toLowerCase()));
  expect(new Set(names).size).toBe(names.length);
  for (const { needs, source, verified } of programmes) {
    expect(needs.length).toBeGreaterThan(0);
    expect(source).not.toBe("");
    expect(verified).toBe(false);
  }
});

test("A programme goes by its names, whatever their case and punctuation", () => {
  for (const text of ["ERCOT ERS-10", "ers-10", "Ercot  ERS 10", "ERS 10 min"])
    expect(programmeOf(text)?.name).toBe("ERCOT ERS-10");
  expect(programmeOf("NYISO Special Case Resources")?.name).toBe("NYISO SCR");
  expect(programmeOf("RRS-UFR")?.name).toBe("ERCOT NCLR");
  expect(programmeOf("an agreement with the utility")).toBeUndefined();
});

test("A slip of a letter is told from a programme of another name", () => {
  expect(nearlyNamed("ERCOT ESR-10")?.name).toBe("ERCOT ERS-10");
  expect(nearlyNamed("NYISO Special Case Resorces")?.name).toBe("NYISO SCR");
  for (const text of ["ERCOT ERS-10", "ERCOT ERS-20", "PJM DR", "MISO LMR", "an agreement with the utility"])
    expect(nearlyNamed(text), text).toBeUndefined();
});

test("Every programme of the examples is known", () => {
  for (const name of examples) {
    const { site } = loadSite(exampleFolder(name));
    for (const { programme } of site.document.demandResponse) expect(programmeOf(programme)).toBeDefined();
  }
});

function judged(name: string, change: Parameters<typeof siteWith>[1] = {}, zones = 4) {
  const site = siteOf(
    siteWith(
      Array.from({ length: zones }, (_, at) => mine(`m-${at}`, 10 + at)),
      change,
    ),
  );
  const programme = programmeOf(name) ?? expect.fail(name);
  return qualification(site, curtailmentPlan(site, day("2026-07-01"), []), programme);
}

test("What qualifies is what ramps let go within the programme's response time", () => {
  // 4 × 3.6855 MW; at 1 MW/min 10 MW are gone after ten minutes, and all after half an hour.
  const slow = { curtailment: { ramp: { down: "1 MW/min", up: "1 MW/min" } } };
  expect(judged("ERS-10", slow)).toMatchObject({ qualifies: true, loads: ["m-0", "m-1", "m-2", "m-3"] });
  expect(String(judged("ERS-10", slow).power)).toBe("10 MW");
  expect(judged("ERS-10", slow).lacks).toEqual([
    "ramps, the site's of 1 MW/min among them, leave 4.742 MW running after 10 min",
  ]);
  expect(String(judged("ERS-30", slow).power)).toBe("14.74 MW");
  // A relay opens a breaker: no ramp comes in between.
  expect(String(judged("NCLR", slow).power)).toBe("14.74 MW");
});

test("A programme of another grid, and a duty of larger sites, do not hold", () => {
  expect(judged("SCR")).toMatchObject({
    qualifies: false,
    lacks: ["NYISO SCR is NYISO's, and the site is connected to ERCOT"],
  });
  expect(judged("SB6").lacks).toEqual(["it holds for sites from 75 MW on, and this one draws 14.74 MW"]);
  expect(judged("SB6", {}, 21)).toMatchObject({ qualifies: true, lacks: [] });
});

test("A duty holds for a site however little of it may be shed", () => {
  const kept = Array.from({ length: 21 }, (_, at) =>
    mine(`m-${at}`, 10 + at, { mining: { ...miners(10 + at), curtailable: false } }),
  );
  const site = siteOf(siteWith(kept));
  const sb6 = programmeOf("SB6") ?? expect.fail("SB6");
  const found = qualification(site, curtailmentPlan(site, day("2026-07-01"), []), sb6);
  expect([found.qualifies, found.power.isZero, found.lacks]).toEqual([true, true, []]);
});
