import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDocument } from "../../site/load/read-document.ts";
import { Refusal } from "../../site/problem.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { tenantDocument } from "../../site/schema/tenant-document.ts";
import { loadSite } from "../../templates/load-site.ts";
import { root, temporaryFolder, writeFiles } from "../support/cli.ts";
import { smallSite } from "./small-site.ts";

const example = {
  "site.yaml": readFileSync(join(root, "examples/black-pearl/site.yaml"), "utf8"),
  "tenants/aws.yaml": readFileSync(join(root, "examples/black-pearl/tenants/aws.yaml"), "utf8"),
};

/** Loads a site that may be anything: it is right, or it is refused with places and messages that a person can use. */
function loadsOrRefuses(files: Readonly<Record<string, string | Uint8Array>>): void {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  try {
    loadSite(folder);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { where, message } of error.problems) {
      expect(where).toMatch(/^(site|tenants\/[a-z]+)\.yaml(:[1-9]\d*:[1-9]\d*)?$/);
      expect(message).not.toMatch(
        /Invalid input|Too (small|big)|undefined|\[object|native code|Unrecognized/,
      );
    }
  }
}

const yamlLike = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ..."[]{},:-?&*!|>'\"%@`#~ \n\t",
        ..."\r\u0000\u0085\u2028\ufeff",
        ...["- ", ": ", "---\n", "...\n", "<<: ", "&a ", "*a", "!!str ", "!!map ", "!t ", "\n  ", "\n    "],
        ...["version", "name", "zones", "power", "__proto__", "constructor", "toString", "hasOwnProperty"],
        ...["1", "-1", "1e999", ".inf", ".nan", "0x1F", "null", "true", "300 MW", "2026-07-01", "|+2", ">-"],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

test("Any text is a document or is refused", () => {
  fc.assert(
    fc.property(yamlLike, (text) => {
      for (const schema of [siteDocument, tenantDocument]) {
        const read = readDocument(schema, "a.yaml", text);
        if (!("problems" in read)) continue;
        expect(read.problems.length).toBeGreaterThan(0);
        for (const { where } of read.problems) expect(where).toMatch(/^a\.yaml:[1-9]\d*:[1-9]\d*$/);
      }
    }),
    { numRuns: 3000 },
  );
});

test("Any bytes in place of a document are refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      loadsOrRefuses({ ...example, "tenants/aws.yaml": bytes });
    }),
    { numRuns: 100 },
  );
});

/** Words that mean something somewhere, and values at the ends of what numbers and texts can be. */
const tokens = fc.oneof(
  fc.constantFrom(
    ...["0", "1", "-1", "0.5", "1e999", ".inf", ".nan", "9007199254740991", "9007199254740993", "1e21"],
    ...[
      "null",
      "~",
      "true",
      "[]",
      "{}",
      "[[]]",
      "{ value: 1 }",
      "{ value: 0 MW }",
      "''",
      "|",
      "&a",
      "*a",
      "!!int",
    ],
    ...["0 MW", "300 MW", "999999999999999 GW", "0 kW", "0 W", "0 %", "1000 %", "0 MVA", "1 TH/s", "5 J/TH"],
    ...["2026-02-30", "0000-01-01", "9999-12-31", "2026-07-01", "mining", "ai-ready", "tenant", "assumed"],
    ...[
      "constructor",
      "__proto__",
      "poi-138",
      "mt-a",
      "ut-1a",
      "hall-1",
      "hall-7",
      "fpps",
      "sv2",
      "edge",
      "2N",
      "N",
    ],
    ...["0.0.0.0/0", "10.0.0.0/33", "255.255.255.255/32", "1-1", "0x0-0xffffffffffff", "stratum+tcp://a.b:1"],
  ),
  fc.string({ maxLength: 12 }),
  fc.integer().map(String),
);

type Mutation = (text: string) => string;

const lineMutation: fc.Arbitrary<Mutation> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    kind: fc.constantFrom("delete", "repeat", "indent", "swap"),
  })
  .map(({ at, kind }) => (text) => {
    const lines = text.split("\n");
    const index = Math.floor(at * lines.length);
    const line = lines[index] ?? "";
    const replacement = {
      delete: [],
      repeat: [line, line],
      indent: [`  ${line}`],
      swap: [lines[index + 1] ?? "", line],
    }[kind];
    return lines.toSpliced(index, kind === "swap" ? 2 : 1, ...replacement).join("\n");
  });

const tokenMutation: fc.Arbitrary<Mutation> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    token: tokens,
    whole: fc.boolean(),
  })
  .map(({ at, token, whole }) => (text) => {
    // A whole value after its colon, or any word or sign.
    const places = [...text.matchAll(whole ? /(?<=: )[^\n,{}[\]]+/g : /[\w./+-]+|[^\s\w]/g)];
    const place = places[Math.floor(at * places.length)];
    return place === undefined
      ? text
      : text.slice(0, place.index) + token + text.slice(place.index + place[0].length);
  });

const mutations = fc.array(fc.oneof(lineMutation, tokenMutation, tokenMutation), {
  minLength: 1,
  maxLength: 3,
});

test("An example with some lines or words changed loads or is refused", () => {
  fc.assert(
    fc.property(mutations, (changes) => {
      const text = changes.reduce((current, change) => change(current), example["site.yaml"]);
      loadsOrRefuses({ ...example, "site.yaml": text });
    }),
    { numRuns: 150 },
  );
});

test("A small site with some lines or words changed in any of its files loads or is refused", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(smallSite)), mutations, (file, changes) => {
      const text = changes.reduce((current, change) => change(current), smallSite[file] ?? "");
      loadsOrRefuses({ ...smallSite, [file]: text });
    }),
    { numRuns: 600 },
  );
});
