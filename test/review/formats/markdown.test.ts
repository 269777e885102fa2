import fc from "fast-check";
import { expect, test } from "vitest";
import { code, text } from "../../../policies/report/markdown-text.ts";
import { shortened } from "../../../policies/report/shortened.ts";
import { markerStart } from "../../../review/formats/markdown/marker.ts";
import { reviewMarkdown } from "../../../review/formats/markdown.ts";
import type { Review } from "../../../review/review.ts";
import { rendered } from "./rendered.ts";
import { everything, finding, nothingChanges } from "./reviews.ts";

/** What a review's comment is made of, and nothing else. */
const kinds = [
  "emphasis",
  "heading",
  "html",
  "inlineCode",
  "list",
  "listItem",
  "paragraph",
  "root",
  "strong",
  "table",
  "tableCell",
  "tableRow",
  "text",
];

const ownHtml =
  /^(<!-- busbar:review [^<>]* -->|<details( open)?><summary>[\w ,()':]*<\/summary>|<\/details>|<\/?sub>|<\/?code>)$/;

/** Names that somebody may give to a tenant or a label. */
const nasty = fc.oneof(
  fc.string({
    unit: fc.constantFrom(..."ab1 @#<>&|`*_[]()!\\~.:-+$/\n\r\t\"'={}^%\u202e\ud800🔥"),
    maxLength: 30,
  }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    "</summary><img src=x onerror=alert(1)>",
    "<!-- busbar:review site=other -->",
    "--> <b>",
    "@everyone",
    "user@example.org",
    "GH-12",
    "owner/repo#1",
    "https://example.org/x",
    "www.example.org",
    "[x](javascript:alert(1))",
    "![x](https://example.org/pixel.png)",
    "a | b\\| c",
    "``` \n# Heading\n```",
    "</details>",
    "[^1]",
    ":tada:",
    "of :tada",
    "- [x] done",
    "$a$ and $b$",
    "~~gone~~",
    "__proto__",
    "&lt;b&gt; &#64;everyone",
    "|---|",
    "",
    " ",
  ),
);

function madeOf(names: readonly string[], count: number): Review {
  let next = 0;
  return everything({ name: () => names[next++ % names.length] ?? "", count });
}

/** Whatever names hold: the comment is the program's own structure, and calls nobody. */
function expectHarmless(markdown: string): void {
  const { kinds: found, html, texts, tables } = rendered(markdown);
  expect([...found].filter((kind) => !kinds.includes(kind))).toEqual([]);
  expect(html.filter((each) => !ownHtml.test(each))).toEqual([]);
  const opened = html.filter((each) => each.startsWith("<details"));
  expect(html.filter((each) => each === "</details>")).toHaveLength(opened.length);
  for (const each of texts) {
    expect(each).not.toMatch(/[@#!~%^][\w"']|:\/\/|\bwww\.|\bGH-\d|:[\w+-]+:/i);
  }
  for (const { columns, rows } of tables) for (const cells of rows) expect(cells).toBe(columns);
  expect(markdown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

test("Nothing in a comment is markup, a link, a mention or a row but what the program writes, whatever names hold", () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 40 }), (names) => {
      expectHarmless(reviewMarkdown(madeOf(names, 1), { folder: names[0] ?? "" }));
    }),
    { numRuns: 60, examples: [[["of :tada", ""]]] },
  );
});

test("Names are read as they were written", () => {
  const characters = fc.string({
    unit: fc.constantFrom(..."ab1@#<>&|`*_[]()!\\~.:-+$/"),
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(characters, (name) => {
      expect(rendered(`x ${code(name)} x`).codes).toEqual([name]);
      const { texts } = rendered(`x ${text(name)} x`);
      expect(texts.join("").replaceAll("\u200b", "")).toBe(`x ${name} x`);
      expect(rendered(`| a |\n| --- |\n| ${text(name)} |`).tables).toEqual([{ columns: 1, rows: [1, 1] }]);
    }),
  );
});

test("A long name is shortened in its middle, by characters", () => {
  expect(shortened("abcdefghij", 5)).toBe("ab…ij");
  expect(shortened("🔥🔥🔥🔥", 3)).toBe("🔥…🔥");
  expect(shortened("short", 5)).toBe("short");
});

test("A review without changes is three lines", () => {
  expect(reviewMarkdown(nothingChanges, { folder: "sites/ridge" })).toBe(
    [
      "<!-- busbar:review site=ridge folder=sites/ridge -->",
      "### ridge: Nothing changes.",
      "",
      "`origin/main` (on 2026-07-01) → `sites/ridge` (on 2026-07-01)",
      "",
    ].join("\n"),
  );
});

test("The first line is the same for the same site, and no name ends it", () => {
  const first = (site: string) => reviewMarkdown({ ...nothingChanges, site }).split("\n")[0] ?? "";
  fc.assert(
    fc.property(nasty, (site) => {
      expect(first(site)).toMatch(/^<!-- busbar:review site=[\w.~%/-]* -->$/);
      expect(first(site).slice(markerStart.length, -3)).not.toContain("--");
    }),
  );
  expect(first("a-b")).toBe("<!-- busbar:review site=a-b -->");
  expect(first("a--b-")).toBe("<!-- busbar:review site=a%2D-b%2D -->");
});

test("A comment fits whatever comes in, and says what was cut and where the whole is", () => {
  for (const count of [0, 1, 12, 300]) {
    for (const name of ["ridge", `${"🔥|".repeat(60)}`, "@&<|_*".repeat(300)]) {
      const markdown = reviewMarkdown(everything({ name: () => name, count }));
      expect(Buffer.byteLength(markdown)).toBeLessThan(60_000);
      expect(markdown).toMatch(/^<!-- busbar:review site=\S+ -->\n### /);
      if (count >= 300) {
        expect(markdown).toMatch(
          /\*\*Cut to fit into a comment:\*\* .*\d resources.* left out\. The whole is in the job's artefact/,
        );
        expectHarmless(markdown);
      }
    }
  }
});

test("What was cut and what is shown add up, and attributes go first", () => {
  let next = 0;
  const { losses, resources } = everything({ name: () => `name-${next++}`, count: 150 });
  const review = { ...nothingChanges, outcome: "changes" as const, losses: losses.slice(0, 90), resources };
  const markdown = reviewMarkdown(review, { detailsUrl: "https://ci.example.org/run/7" });
  expect(Buffer.byteLength(markdown)).toBeLessThan(60_000);
  expect(markdown).toContain("The whole is in <https://ci.example.org/run/7>.");
  const shown = markdown.match(/^- updated: /gm)?.length ?? 0;
  const [, resourcesCut = "0"] = /([\d,]+) resources/.exec(/\*\*Cut.*/.exec(markdown)?.[0] ?? "") ?? [];
  expect(shown + Number(resourcesCut.replace(",", ""))).toBe(450);
  expect(markdown).not.toMatch(/^ {2}- /m);
  // What is destroyed stays longer than any resource.
  expect(markdown.match(/^- \*\*Destroyed:\*\*/gm)).toHaveLength(90);
});

test("Sections without a change say so in one line, and others stand in their order", () => {
  const everywhere = everything({ name: () => "x", count: 1 });
  const { power, policies } = everywhere;
  const markdown = reviewMarkdown({
    ...nothingChanges,
    outcome: "policy",
    headline: "Adds x.",
    power,
    policies,
  });
  expect(markdown).toContain(
    "No change for: capacity and placement, network, mining, money (a year as used on 2026-07-01), security, resources.",
  );
  const headings = (text: string) => [...text.matchAll(/^#### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings(markdown)).toEqual(["Power", "Policies"]);
  expect(headings(reviewMarkdown(everywhere))).toEqual([
    "Power",
    "Capacity and placement",
    "Network",
    "Mining",
    "Money",
    "Security",
    "Policies",
    "Resources",
    "Not understood",
  ]);
});

test("A group of pools that pays another account says so in words, and obligations their days", () => {
  const pool = { zone: "hall-5", group: "main", urls: { before: ["a"], after: ["a"] }, quotaPercent: {} };
  const comment = (otherAccounts: boolean) =>
    reviewMarkdown({
      ...nothingChanges,
      outcome: "changes",
      mining: {
        ...nothingChanges.mining,
        pools: [{ ...pool, ...(otherAccounts && { otherAccounts }) }],
        obligations: [
          {
            name: "ers",
            programme: "ERS-30",
            obligationKilowatts: { before: 35_000, after: 35_000 },
            from: { before: "2026-06-01", after: "2026-06-01" },
            to: { before: "2026-09-30", after: "2026-08-31" },
          },
        ],
      },
    });
  const sentence =
    "- ⚠️ **Other account:** group `main` of `hall-5` pays an account that it did not pay before\n";
  expect(comment(true)).toContain(sentence);
  expect(comment(false)).not.toContain("Other account");
  expect(comment(false)).toContain("| `ers` | `ERS-30` | 35.000 | 2026-06-01 | 2026-09-30 → 2026-08-31 |");
});

test("What was not understood says how much of it there is, and money of which day it is", () => {
  const text = reviewMarkdown({
    ...nothingChanges,
    outcome: "changes",
    notUnderstood: [{ what: "parts that differ", count: 1, examples: ["contracts/c"] }],
  });
  expect(text).toContain("- ⚠️ parts that differ (1): `contracts/c`\n");
  expect(text).toContain("mining, money (a year as used on 2026-07-01), security");
});

test("What is destroyed stands above all tables, in words", () => {
  const markdown = reviewMarkdown({
    ...nothingChanges,
    outcome: "changes",
    headline: "Destroys a namespace of lab.",
    losses: [
      {
        fate: "replaced",
        what: "Namespace lab-training",
        stack: "tenant-lab",
        whose: "tenant lab",
        reasons: ["metadata.name cannot be changed in place"],
        consequences: ["all that is in the namespace", "a lease that runs until 2031-01-01"],
        fix: 'moveFromId("a.b")',
      },
    ],
  });
  expect(markdown).toContain(
    '❌ **Losses: 1 replaced**\n\n- **Destroyed and created anew:** `Namespace lab-training` of tenant lab (stack `tenant-lab`); because metadata.name cannot be changed in place; with it goes all that is in the namespace; a lease that runs until 2031-01-01; to spare it: moveFromId("a.b")',
  );
});

test("Details are open where a new finding is of their audience, and closed otherwise", () => {
  const { power } = everything({ name: () => "x", count: 1 });
  const [node] = power.nodes;
  if (node === undefined) throw new Error("there is a node");
  const calm = { ...power, nodes: [{ ...node, headroomKilowatts: { before: 500, after: 400 } }] };
  const opened = (newly: Review["policies"]["newly"]) => {
    const policies = { ...nothingChanges.policies, newly };
    return /<details open><summary>1 power node/.test(
      reviewMarkdown({ ...nothingChanges, outcome: "changes", power: calm, policies }),
    );
  };
  expect(opened([])).toBe(false);
  expect(opened([finding({ rule: "power/n-1-headroom" })])).toBe(true);
  expect(opened([finding({ rule: "mining/test-key" })])).toBe(false);
  expect(reviewMarkdown({ ...nothingChanges, outcome: "changes", power })).toContain(
    "**Overload:** `x` lacks 0.120 MW",
  );
});

test("Attributes are shown of what differs, and not of what is new or gone", () => {
  const { resources } = everything({ name: () => "x", count: 1 });
  const shown = (fate: "created" | "updated") => {
    const groups = resources.groups.map((group) => ({
      ...group,
      changes: group.changes.map((change) => ({ ...change, fate })),
    }));
    const only = { ...nothingChanges.resources, groups };
    return (
      reviewMarkdown({ ...nothingChanges, outcome: "changes", resources: only }).match(/^ {2}- `x`: /gm)
        ?.length ?? 0
    );
  };
  expect([shown("created"), shown("updated")]).toEqual([0, 4]);
});

test("A side that was not judged is said, and a broken policy of before as well", () => {
  const policies = { ...nothingChanges.policies, judged: { before: 52 } };
  expect(reviewMarkdown({ ...nothingChanges, outcome: "changes", policies })).toContain(
    "The head was not judged by policies",
  );
  const still = { ...nothingChanges.policies, still: [finding({ level: "hard" })] };
  expect(reviewMarkdown({ ...nothingChanges, outcome: "policy", policies: still })).toContain(
    "Still breaks hard policies: 1",
  );
});

test("Of many leases without a price the one that comes is named, and not all that stay", () => {
  const before = Array.from({ length: 200 }, (_, index) => `tenant-${index}`);
  const review: Review = {
    ...nothingChanges,
    money: { ...nothingChanges.money, unpriced: { before, after: [...before, "newcomer"] } },
  };
  const comment = reviewMarkdown(review, { folder: "." });
  expect(comment).toMatch(/not leased: also `?newcomer`?; 200 the same\./);
  expect(comment).not.toContain("tenant-7");
});
