import { place } from "../../placement/place.ts";
import { sitePlanRecord } from "../../placement/site-plan-record.ts";
import { type SitePlanDocument, sitePlanDocument } from "../../review/result/site-plan-document.ts";
import type { Review } from "../../review/review.ts";
import { Site } from "../../site/site.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder } from "./examples.ts";
import { planOf, reviewOf } from "./reviews.ts";

type Given = Partial<Omit<Review, "headline" | "outcome">>;

/** A review with the plans that it compares. */
export interface PagedReview {
  readonly review: Review;
  readonly base: SitePlanDocument;
  readonly head: SitePlanDocument;
}

/** Prince George before and after its tenant `speech`, with something in every section. */
export function tenantAdded(): PagedReview {
  const { site } = loadSite(exampleFolder("prince-george"));
  const others = site.tenants.filter(({ name }) => name !== "speech");
  const before = new Site(site.document, others, site.catalog);
  const base = sitePlanDocument.parse(sitePlanRecord(before, place(before)));
  const head = planOf(exampleFolder("prince-george"));
  return { review: reviewOf(base, head, somethingOfEach), base, head };
}

const finding = {
  title: "A node close to its rating",
  location: { file: "site.yaml", line: 40, column: 3 },
  why: "Nothing is left for an error of measurement.",
  fix: "Give it another unit.",
} as const;

/** What does not follow from the plans. */
export const somethingOfEach: Given = {
  losses: [
    {
      fate: "destroyed",
      what: "Namespace research-training",
      stack: "tenant-research",
      address: "kubernetes_namespace_v1.tenant_research_A1B2C3D4",
      whose: "tenant research",
      reasons: ["the tenant is no longer declared"],
      consequences: ["all that is in the namespace", "a lease that runs until 2041-07-31"],
      fix: "namespace.moveFromId('…')",
    },
  ],
  network: {
    identifiers: [],
    fabrics: [],
    paths: [
      {
        change: "opened",
        stack: "tenant-speech",
        object: "NetworkPolicy speech/allow-dns",
        whose: "tenant speech",
        direction: "egress",
        path: "to 10.8.0.0/16 on TCP 3333",
      },
    ],
  },
  security: {
    items: [
      {
        effect: "more",
        about: "permissions",
        stack: "tenant-speech",
        object: "Role speech/admins",
        whose: "tenant speech",
        message: "may now delete pods/exec",
      },
    ],
  },
  policies: {
    newly: [
      {
        ...finding,
        rule: "power/continuous-headroom",
        level: "soft",
        scope: "power/ut-pg-2-gpu/rating",
        message: "carries 82 % of what it may",
        fingerprint: "1",
      },
      {
        ...finding,
        rule: "power/zone",
        level: "advisory",
        scope: "zones/pg-1-gpu",
        message: "is nearly full",
        fingerprint: "2",
      },
    ],
    still: [
      {
        ...finding,
        rule: "mining/pools",
        level: "advisory",
        scope: "mining/pg-1-mining/proxy",
        message: "has one host",
        fingerprint: "3",
      },
    ],
    mended: [
      {
        ...finding,
        rule: "x/y",
        level: "advisory",
        scope: "backend",
        message: "was local",
        fingerprint: "4",
      },
    ],
    suppressions: [],
    newSuppressions: [],
    lowered: [{ rule: "power/n-1-headroom", level: { before: "hard", after: "soft" } }],
    judged: {},
  },
  resources: {
    counts: {
      created: 1,
      updated: 0,
      replaced: 1,
      destroyed: 1,
      forgotten: 0,
      moved: 0,
      renamed: 0,
      imported: 0,
      read: 0,
      unknown: 0,
    },
    groups: [
      {
        stack: "tenant-speech",
        kind: "Namespace",
        fate: "replaced",
        changes: [
          {
            stack: "tenant-speech",
            address: "kubernetes_namespace_v1.speech",
            object: { apiVersion: "v1", kind: "Namespace", name: "speech" },
            fate: "replaced",
            from: "plan",
            reasons: ["metadata.name cannot be changed in place"],
            attributes: [
              {
                path: "metadata.name",
                before: { is: "value", json: '"speech"' },
                after: { is: "unknown" },
                replaces: true,
              },
              { path: "data.token", before: { is: "sensitive" }, after: { is: "absent" } },
            ],
          },
        ],
      },
    ],
    drift: [],
    outputs: [],
    planned: ["tenant-speech"],
    stacks: { added: ["tenant-speech"], removed: [], unchanged: 7 },
    files: [{ file: "fabric/ib-pg1.json", what: "changed" }],
  },
  notUnderstood: [{ what: "resources whose actions are not known", count: 2, examples: ["a", "b"] }],
};

/** A plan in which every name is markup, an attribute or a direction of writing, and still what it was to all that refers to it. */
export function hostile(plan: SitePlanDocument): SitePlanDocument {
  const names = new Map(
    [...plan.zones, ...plan.tenants, ...plan.powerNodes, ...plan.interconnects, ...plan.fabrics].map(
      ({ name }, index) => [name, `${markup[index % markup.length]} ${name}`],
    ),
  );
  const renamed: unknown = JSON.parse(JSON.stringify(plan), (key: string, value: unknown) => {
    if (key === "title") return markup[0];
    return typeof value === "string" ? (names.get(value) ?? value) : value;
  });
  return sitePlanDocument.parse(renamed);
}

const markup = [
  "<script>alert(1)</script>",
  '"onmouseover="alert(2)',
  "</script><script>alert(3)</script>",
  "<img src=x onerror=alert(4)>",
  "</title></style></svg><svg onload=alert(5)>",
  "<!--",
  "\u202egnp\u0000]]>&lt;",
];
