import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../policies/engine.ts";
import type { Level, Place } from "../../policies/rule.ts";
import { covers } from "../../policies/scope.ts";
import type { Suppression } from "../../policies/settings.ts";
import { day } from "../../site/day.ts";
import { smallSite, writeSmallSite } from "../load/small-site.ts";
import { inSite, judgedObject, subjectIn, testRule } from "../support/policies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The small site, with a second pit whose name begins as the first one's does. Its effective date is 2026-07-01. */
const files = { ...smallSite, "site.yaml": (smallSite["site.yaml"] ?? "").replaceAll("pit-2", "pit-10") };

function judged(
  places: readonly Place[],
  suppressions: readonly Partial<Suppression>[],
  level: Level = "soft",
) {
  const folder = temporaryFolder();
  writeSmallSite(folder, files);
  const verdict = places.map((place, index) => ({ place, message: `finding ${index}` }));
  return judge(subjectIn(folder).subject, [testRule({ level, verdict })], {
    levels: new Map(),
    parameters: new Map(),
    suppressions: suppressions.map((suppression, index) => ({
      rule: "power/test",
      scope: "zones/pit-1",
      reason: "known",
      expires: day("2026-12-31"),
      place: { document: "site.yaml", path: ["policies", "suppressions", index] },
      ...suppression,
    })),
  });
}

const messages = (findings: readonly { readonly message: string }[]) =>
  findings.map(({ message }) => message);

test("A suppression covers the element that it names and all below, and none whose name begins alike", () => {
  const places = [
    inSite("zones", 1),
    inSite("zones", 1, "mining", "asics", 0),
    inSite("zones", 2),
    inSite("zones"),
  ];
  const report = judged(places, [{}]);
  expect(messages(report.suppressed.map(({ finding }) => finding))).toEqual(["finding 0", "finding 1"]);
  expect(messages(report.findings)).toEqual(["finding 2", "finding 3"]);
  expect(report.suppressions).toMatchObject([{ state: "applied", findings: 2 }]);
});

test("An object is covered by its construct's path, and by the element of the documents that it comes from", () => {
  const labels = { "busbar.dev/zone": "pit-1" };
  const place = (path: string): Place => ({
    in: "object",
    judged: judgedObject(path, "record", labels),
    field: "data",
  });
  const places = [place("mining/pit-1/record/Resource"), place("mining/pit-10/record/Resource")];
  expect(messages(judged(places, [{ scope: "mining/pit-1" }]).findings)).toEqual(["finding 1"]);
  expect(judged(places, [{ scope: "zones/pit-1" }]).findings).toEqual([]);
  expect(judged(places, [{ scope: "mining/pit-1/record/Resource/x" }]).findings).toHaveLength(2);
});

test("A tenant's documents, stacks and planned changes are covered by the tenant", () => {
  const places: Place[] = [
    { in: "document", document: "tenants/lab.yaml", path: ["demand", 0, "racks"] },
    { in: "object", judged: judgedObject("tenant-lab-admission/queue", "queue"), field: "spec" },
    { in: "plan", stack: "tenant-lab", address: 'kubernetes_namespace_v1.a["x/y"]' },
    { in: "document", document: "tenants/studio.yaml", path: [] },
  ];
  expect(messages(judged(places, [{ scope: "tenants/lab" }]).findings)).toEqual(["finding 3"]);
  expect(
    messages(judged(places, [{ scope: "tenants/lab/demand/training" }]).suppressed.map((s) => s.finding)),
  ).toEqual(["finding 0"]);
});

test("What is about the whole site is covered by its file's name, which covers nothing else", () => {
  expect(messages(judged([inSite(), inSite("zones", 1)], [{ scope: "site.yaml" }]).findings)).toEqual([
    "finding 1",
  ]);
});

test("A suppression holds on its last day and not on the next", () => {
  expect(judged([inSite("zones", 1)], [{ expires: day("2026-07-01") }]).findings).toEqual([]);
  const after = judged([inSite("zones", 1)], [{ expires: day("2026-06-30") }]);
  expect(after.findings).toHaveLength(1);
  expect(after.suppressions).toMatchObject([{ state: "expired", findings: 1 }]);
});

test("A hard finding is not suppressed, and the suppression is reported as without effect", () => {
  const report = judged([inSite("zones", 1)], [{}], "hard");
  expect(report.findings).toHaveLength(1);
  expect(report.suppressions).toMatchObject([{ state: "hard", findings: 1 }]);
});

test("A suppression that matches nothing is reported: of another rule, of another place", () => {
  const report = judged([inSite("zones", 1)], [{ rule: "power/other" }, { scope: "zones/hall" }]);
  expect(report.findings).toHaveLength(1);
  expect(report.suppressions.map(({ state }) => state)).toEqual(["matches-nothing", "matches-nothing"]);
});

test("A scope covers another exactly if its segments are the first of the other's", () => {
  const segment = fc.constantFrom("hall-2", "hall-20", "hall", "a", "2");
  const scope = fc.array(segment, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(scope, scope, (written, other) => {
      const begins = JSON.stringify(other.slice(0, written.length)) === JSON.stringify(written);
      expect(covers(written.join("/"), other)).toBe(begins);
    }),
  );
});
