import fc from "fast-check";
import { expect, test } from "vitest";
import { embeddedJson } from "../../../review/page/document.tsx";
import { anchor, placedFindings } from "../../../review/page/places.ts";
import { reviewPage } from "../../../review/page/review-page.tsx";
import { sitePage } from "../../../review/page/site-page.tsx";
import { exampleFolder } from "../../support/examples.ts";
import { tenantAdded } from "../../support/page-reviews.ts";
import { planOf, reviewOf } from "../../support/reviews.ts";

const plan = planOf(exampleFolder("prince-george"));

test("What is embedded reads back, and cannot end the element that it is in", () => {
  fc.assert(
    fc.property(fc.json(), fc.string(), (json, text) => {
      const data = { value: JSON.parse(json), text: `${text}</script><!--\u2028` };
      const embedded = embeddedJson(data);
      expect(embedded).not.toMatch(/[<\u2028\u2029]/);
      expect(JSON.parse(embedded)).toEqual(JSON.parse(JSON.stringify(data)));
    }),
  );
});

test("Different names have different anchors, of letters that an address and an id may hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
      expect(anchor(one)).toMatch(/^[A-Za-z0-9_.-]*$/);
      expect(anchor(one) === anchor(other)).toBe(one === other);
    }),
  );
});

test("A finding is placed at what its scope names, segment by segment", () => {
  const { review, head } = tenantAdded();
  const [finding] = review.policies.newly;
  if (finding === undefined) throw new Error("no finding");
  const placeOf = (scope: string) =>
    placedFindings({
      sides: [{ side: "head", plan: head }],
      compares: false,
      findings: [{ ...finding, scope }],
    })[0]?.place;
  expect(placeOf("zones/pg-1-gpu/ai/critical")).toBe("zones/pg-1-gpu");
  expect(placeOf("zones/pg-1")).toBeUndefined();
  expect(placeOf("power/mt")).toBe("power/mt");
  expect(placeOf("mining/pg-1-mining/proxy")).toBe("zones/pg-1-mining");
  expect(placeOf("tenant-speech/kubernetes_namespace_v1.x")).toBe("tenants/speech");
  expect(placeOf("tenants/speech/demand/training")).toBe("tenants/speech");
  expect(placeOf("fabrics/ib-pg1")).toBe("fabrics/ib-pg1");
  expect(placeOf("poolSets/sv2")).toBeUndefined();
  expect(placeOf("site.yaml")).toBeUndefined();
});

test("The same plan gives the same bytes, with no path of this machine and no address but its own anchors", () => {
  const page = sitePage(plan);
  expect(sitePage(planOf(exampleFolder("prince-george")))).toBe(page);
  expect(page).not.toContain(exampleFolder("prince-george"));
  expect(
    [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to).filter((to) => !to?.startsWith("#")),
  ).toEqual([]);
  expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
});

test("Where both sides are equal, nothing is drawn twice or marked, and every section is named as unchanged", () => {
  const page = reviewPage(reviewOf(plan, plan), plan, plan);
  expect(page).not.toMatch(/class="[^"]*\bchanged\b[^"]*"><(title|g)/);
  expect(page).not.toContain('class="differs"');
  expect(page).toContain("No change for: power, capacity, network, mining, money, security, resources.");
  expect([...page.matchAll(/<svg class="one-line"/g)]).toHaveLength(1);
});

test("A new site has no side before, and one that is gone none after", () => {
  const added = reviewPage(reviewOf(undefined, plan), undefined, plan);
  expect(added).toContain("After: working tree");
  expect(added).not.toContain("Before: main");
  const gone = reviewPage(reviewOf(plan, undefined), plan, undefined);
  expect(gone).toContain("Before: main");
  expect(gone).not.toContain("After: working tree");
  expect(reviewPage(reviewOf(undefined, undefined), undefined, undefined)).toContain("Policies");
});

test("What is sensitive or unknown is said to be so", () => {
  const { review, base, head } = tenantAdded();
  const page = reviewPage(review, base, head);
  expect(page).toContain("sensitive, not shown");
  expect(page).toContain("known after the apply");
});

test("Of long lists the page says what differs, and how much is the same", () => {
  const { review, base, head } = tenantAdded();
  const before = Array.from({ length: 20 }, (_, index) => `t-${index}`);
  const unpriced = { before, after: [...before.slice(1), "t-new"] };
  const page = reviewPage({ ...review, money: { ...review.money, unpriced } }, base, head);
  expect(page).toContain("<del>no longer t-0</del>; <ins>also t-new</ins>; 19 the same");
});
