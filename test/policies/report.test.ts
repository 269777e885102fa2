import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judge } from "../../policies/engine.ts";
import { type ReportDocument, reportDocument } from "../../policies/report/document.ts";
import { reportFormats } from "../../policies/report/formats.ts";
import { notApplicable } from "../../policies/rule.ts";
import { day } from "../../site/day.ts";
import { smallSite, writeSmallSite } from "../load/small-site.ts";
import { inSite, judgedObject, subjectIn, testRule } from "../support/policies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const nasty =
  '<script>alert(1)</script> | `code` [x](javascript:y) ![i](z) @everyone {0} "quoted" & \u0007 *b*\n# h';

/** A report with one of everything, of a site whose tenant's file is not named as the tenant is. */
function report(): ReportDocument {
  const folder = temporaryFolder();
  const { "tenants/lab.yaml": lab = "", ...others } = smallSite;
  writeSmallSite(folder, { ...others, "tenants/the-lab.yaml": lab });
  const { loaded, subject } = subjectIn(folder);
  const tenantObject = judgedObject("tenant-lab/tenant/Resource", "record", { "busbar.dev/tenant": "lab" });
  const rules = [
    testRule({ id: "power/passes" }),
    testRule({
      id: "power/fails",
      level: "hard",
      verdict: [
        { place: inSite("zones", 1), message: "4 MW of 3 MW" },
        { place: inSite("power", 3, "rating"), message: nasty, fix: "Another rating." },
      ],
    }),
    testRule({
      id: "tenancy/object",
      verdict: [{ place: { in: "object", judged: tenantObject, field: "data" }, message: "no limit" }],
    }),
    testRule({
      id: "delivery/plan",
      level: "advisory",
      verdict: [{ place: { in: "plan", stack: "tenant-studio", address: "a.b" }, message: "is replaced" }],
    }),
    testRule({ id: "mining/absent", verdict: notApplicable }),
    testRule({ id: "mining/accepted", verdict: [{ place: inSite("zones", 2), message: "one pool" }] }),
    testRule({
      id: "network/broken",
      check: () => {
        throw new Error("no such thing");
      },
    }),
  ];
  const suppression = { reason: "until <the> move", expires: day("2026-12-31") };
  const settings = {
    levels: new Map(),
    parameters: new Map(),
    suppressions: [
      {
        rule: "mining/accepted",
        scope: "zones/pit-2",
        ...suppression,
        place: { document: "site.yaml", path: ["zones"] },
      },
      {
        rule: "mining/accepted",
        scope: "zones/hall",
        ...suppression,
        place: { document: "site.yaml", path: ["power"] },
      },
    ],
  };
  return reportDocument(judge(subject, rules, settings), loaded.site, loaded);
}

const options = { version: "1.2.3", folder: "sites/north ridge" };

test("The text names each finding's line, what it is about, what is wrong and how to mend it", () => {
  expect(reportFormats.text(report())).toMatchInlineSnapshot(`
    "ridge on 2026-07-01: 3 hard, 1 soft, 1 advisory, 1 suppressed
    7 rules: 1 passed, 4 failed, 1 not applicable, 1 could not tell.

    hard  power/fails: A test
      site.yaml:51:5  zones/pit-1
        4 MW of 3 MW
        Mend: Mend it.
      site.yaml:33:63  power/ut-a/rating
        <script>alert(1)</script> | \`code\` [x](javascript:y) ![i](z) @everyone {0} "quoted" & *b* # h
        Mend: Another rating.

    hard  network/broken: A test
      site.yaml:1:1  site.yaml
        the rule could not tell: no such thing
        Mend: Report it: a rule must be able to judge every site that loads. Until it is mended, set its level to off.

    soft  tenancy/object: A test
      tenants/the-lab.yaml:1:1  tenant-lab/tenant/Resource ConfigMap data
        no limit
        Mend: Mend it.

    advisory  delivery/plan: A test
      tenants/studio.yaml:1:1  tenant-studio/a.b
        is replaced
        Mend: Mend it.

    Suppressions
      site.yaml:39:3  mining/accepted at zones/pit-2, until 2026-12-31, 1 finding
        until <the> move
      site.yaml:30:3  mining/accepted at zones/hall, matches nothing: remove it, or mend its rule or scope
        until <the> move
    "
  `);
});

test("An object is located in the file of its tenant, whatever that file is called", () => {
  const { findings } = report();
  expect(findings.find(({ rule }) => rule === "tenancy/object")).toMatchObject({
    location: { file: "tenants/the-lab.yaml", line: 1, column: 1 },
    scope: "tenant-lab/tenant/Resource",
    object: { kind: "ConfigMap", namespace: "busbar-system", name: "record", field: "data" },
  });
});

test("JSON is the report as it is, and the same again for the same site", () => {
  const first = report();
  expect(JSON.parse(reportFormats.json(first))).toEqual(first);
  expect(reportFormats.json(report())).toBe(reportFormats.json(first));
});

// --- SARIF

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly toolConfigurationNotifications: readonly { level: string }[];
        },
      ];
      readonly results: readonly SarifResult[];
    },
  ];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly suppressions?: readonly object[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

const sarif = () => JSON.parse(reportFormats.sarif(report(), options)) as Sarif;

/** The schema is in a package of its own, or where BUSBAR_TEST_SARIF_SCHEMA says. */
function sarifSchema(): string | undefined {
  const named = process.env["BUSBAR_TEST_SARIF_SCHEMA"];
  if (named !== undefined) return named;
  try {
    return createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  } catch {
    return undefined;
  }
}

const schemaFile = sarifSchema();

test.skipIf(schemaFile === undefined || !existsSync(schemaFile))(
  "SARIF is valid by the schema of SARIF 2.1.0 (wants @microsoft/jest-sarif, or BUSBAR_TEST_SARIF_SCHEMA)",
  () => {
    // The drafts of JSON Schema that it may be written in differ in nothing that it uses but these two words.
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile ?? "", "utf8"));
    const validate = new Ajv({
      strict: false,
      validateFormats: false,
      allErrors: true,
      unicodeRegExp: false,
    }).compile(schema);
    expect(validate(sarif()), JSON.stringify(validate.errors, null, 2)).toBe(true);
    // The schema is one that refuses.
    expect(validate({ version: "2.1.0", runs: [{ results: [{}] }] })).toBe(false);
  },
);

test("SARIF points to the lines of the documents, from the root of the repository", () => {
  const [{ results }] = sarif().runs;
  expect(results[0]).toMatchObject({
    ruleId: "power/fails",
    level: "error",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "sites/north%20ridge/site.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 51, startColumn: 5 },
        },
        logicalLocations: [{ fullyQualifiedName: "zones/pit-1" }],
      },
    ],
  });
});

test("SARIF carries levels, suppressed findings as such, every suppression, and that a rule broke", () => {
  const [{ tool, results, invocations }] = sarif().runs;
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ["power/fails", "error"],
    ["power/fails", "error"],
    ["network/broken", "error"],
    ["tenancy/object", "warning"],
    ["delivery/plan", "note"],
    ["mining/accepted", "warning"],
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(results.map(({ suppressions = [] }) => suppressions.length)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(invocations[0].executionSuccessful).toBe(false);
  expect(invocations[0].toolConfigurationNotifications.map(({ level }) => level)).toEqual([
    "note",
    "warning",
  ]);
  const prints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  expect(new Set(prints).size).toBe(prints.length);
});

test("Nothing in a SARIF message is a link or stands for an argument", () => {
  const text = sarif().runs[0].results[1]?.message.text ?? "";
  expect(text).toContain("{{0}}");
  expect(text).not.toMatch(/\]\(/);
});

test("No SARIF string is empty, which GitHub takes for no value", () => {
  expect(reportFormats.sarif(report(), { version: "1", folder: "" })).not.toContain('""');
});

// --- JUnit

function parsed(xml: string) {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, "text/xml");
  const all = (tag: string) => [...document.getElementsByTagName(tag)];
  return { all, root: document.documentElement };
}

test("JUnit is XML with a case for each rule, and counts what fails, breaks and is skipped", () => {
  const { all, root } = parsed(reportFormats.junit(report()));
  const counts = ["tests", "failures", "errors", "skipped"].map((name) => Number(root?.getAttribute(name)));
  expect(counts).toEqual([9, 2, 1, 1]);
  expect(["testcase", "failure", "error", "skipped"].map((tag) => all(tag).length)).toEqual(counts);
  expect(all("testsuite").map((suite) => suite.getAttribute("name"))).toEqual([
    "power",
    "tenancy",
    "delivery",
    "mining",
    "network",
    "suppressions",
  ]);
  expect(all("failure")[0]?.getAttribute("message")).toBe("2 findings");
  expect(all("failure")[0]?.textContent).toContain("<script>alert(1)</script> | `code`");
  expect(
    all("system-out")
      .map(({ textContent }) => textContent)
      .join("\n"),
  ).toContain("advisory tenants/studio.yaml:1:1 tenant-studio/a.b: is replaced");
});

/** What XML must escape, and what it has no way to write. */
const controls = fc.string({ unit: fc.constantFrom(..."\u0000\u0007\u001b\ufffe<>&\"'\n]"), maxLength: 10 });

test("JUnit is XML whatever names and messages hold", () => {
  const base = report();
  fc.assert(
    fc.property(fc.oneof(controls, fc.string({ unit: "binary", maxLength: 40 })), (message) => {
      const findings = base.findings.map((finding) => ({
        ...finding,
        message,
        fix: message,
        scope: message,
      }));
      const xml = reportFormats.junit({ ...base, site: message, findings });
      expect(() => parsed(xml)).not.toThrow();
      // The parser lets pass what XML 1.0 does not.
      expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    }),
  );
});

// --- Markdown

/** What the tests use of the reference parser of CommonMark, which comes without types. */
interface CommonMark {
  readonly Parser: new () => { parse(markdown: string): { walker(): { next(): WalkStep | null } } };
}

interface WalkStep {
  readonly entering: boolean;
  readonly node: { readonly type: string; readonly literal: string | null };
}

const { Parser }: CommonMark = createRequire(import.meta.url)("commonmark");

/** The kinds of nodes that Markdown makes of a text, and the text that a reader sees. */
function rendered(markdown: string): { readonly kinds: ReadonlySet<string>; readonly text: string } {
  const walker = new Parser().parse(markdown).walker();
  const kinds = new Set<string>();
  let text = "";
  for (let event = walker.next(); event !== null; event = walker.next()) {
    if (!event.entering) continue;
    kinds.add(event.node.type);
    text += event.node.literal ?? "";
  }
  return { kinds, text };
}

test("Markdown shows the report, and nothing in it means anything to Markdown or HTML", () => {
  const markdown = reportFormats.md(report());
  expect(markdown).toMatchInlineSnapshot(`
    "### Policies of ridge on 2026-07-01: 3 hard, 1 soft, 1 advisory, 1 suppressed

    7 rules: 1 passed, 4 failed, 1 not applicable, 1 could not tell.

    **hard** \`power/fails\`: A test

    - \`site.yaml:51:5\` \`zones/pit-1\`: 4 MW of 3 MW. *Mend:* Mend it.
    - \`site.yaml:33:63\` \`power/ut-a/rating\`: &#60;script&#62;alert(1)&#60;/script&#62; &#124; &#96;code&#96; &#91;x&#93;(javascript:y) \\!&#91;i&#93;(z) @​everyone &#123;0&#125; "quoted" &#38; &#42;b&#42; &#35; h. *Mend:* Another rating.

    **hard** \`network/broken\`: A test

    - \`site.yaml:1:1\` \`site.yaml\`: the rule could not tell: no such thing. *Mend:* Report it: a rule must be able to judge every site that loads. Until it is mended, set its level to off.

    **soft** \`tenancy/object\`: A test

    - \`tenants/the-lab.yaml:1:1\` \`tenant-lab/tenant/Resource\`, \`ConfigMap data\`: no limit. *Mend:* Mend it.

    **advisory** \`delivery/plan\`: A test

    - \`tenants/studio.yaml:1:1\` \`tenant-studio/a.b\`: is replaced. *Mend:* Mend it.

    **Suppressions**

    - \`site.yaml:39:3\` \`mining/accepted\` at \`zones/pit-2\`, until 2026-12-31, 1 finding: until &#60;the&#62; move
    - \`site.yaml:30:3\` \`mining/accepted\` at \`zones/hall\`, matches nothing: remove it, or mend its rule or scope: until &#60;the&#62; move
    "
  `);
  const { kinds, text } = rendered(markdown);
  for (const kind of ["html_inline", "html_block", "link", "image"]) expect(kinds).not.toContain(kind);
  expect(text).toContain("<script>alert(1)</script> | `code` [x](javascript:y) ![i](z) @\u200beveryone");
});
