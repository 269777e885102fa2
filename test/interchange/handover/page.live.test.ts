import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { type HandOver, handOver } from "../../../interchange/handover/hand-over.ts";
import { handOverPage } from "../../../interchange/handover/page.tsx";
import { currentLock } from "../../../placement/current-lock.ts";
import { loadSite } from "../../../templates/load-site.ts";
import { browserForTests, chromiumPath } from "../../support/browser.ts";
import { type Example, exampleFolder } from "../../support/examples.ts";
import { renamed } from "./renamed.ts";

const open = browserForTests();
const inBrowser = test.skipIf(chromiumPath === undefined);

/** A shell, whole buildings of racks – the largest of all examples – and shared halls with namespaces. */
const sheets: readonly (readonly [Example, string])[] = [
  ["black-pearl", "aws"],
  ["lake-mariner", "fluidstack"],
  ["prince-george", "model-lab"],
];

function given(name: Example, tenant: string): HandOver {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  return handOver(site, currentLock(site, folder), tenant, site.document.effectiveDate);
}

inBrowser.each(sheets)(
  "The sheet of %s for %s opens without an error, a message or a request, at two widths",
  async (example, tenant) => {
    const html = handOverPage(given(example, tenant));
    for (const width of [1200, 420]) {
      const { page, misdeeds } = await open(html, { viewport: { width, height: 900 } });
      expect(misdeeds).toEqual([]);
      expect(await page.locator("h2").allTextContents()).toEqual([
        "Terms and phases",
        "Power",
        "Cooling",
        "Positions",
        "Addresses",
        "Contacts",
        "Not in it",
        "Signatures",
      ]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  },
);

inBrowser.each(sheets)(
  "The sheet of %s for %s fits on A4, with the heads of its tables on each page",
  async (example, tenant) => {
    const { page } = await open(handOverPage(given(example, tenant)), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    // What is left of A4, 210 mm wide, between margins of 14 mm, at 96 pixels an inch.
    await page.setViewportSize({ width: Math.floor((182 / 25.4) * 96), height: 900 });
    const printed = await page.evaluate(() => ({
      ink: getComputedStyle(document.body).color,
      wide: document.documentElement.scrollWidth > window.innerWidth,
      heads: [...document.querySelectorAll("thead")].filter(
        (head) => getComputedStyle(head).display !== "table-header-group",
      ).length,
      contents: getComputedStyle(document.querySelector("nav") ?? document.body).display,
    }));
    expect(printed).toEqual({ ink: "rgb(24, 32, 43)", wide: false, heads: 0, contents: "none" });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf).toMatch(/^%PDF-/);
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.length).toBeGreaterThan(2);
    for (const [, width, height] of sizes) {
      expect(Number(width)).toBeCloseTo(595, -0.5);
      expect(Number(height)).toBeCloseTo(842, -0.5);
    }
  },
);

inBrowser("Names that hold markup are shown as they are, and none of it runs", async () => {
  const nasty = `<script>alert(1)</script>"onload="alert(2)</style></title><img src=x onerror=alert(3)>`;
  const { page, misdeeds } = await open(handOverPage(renamed(given("prince-george", "model-lab"), nasty)));
  expect(misdeeds).toEqual([]);
  expect(await page.locator("h1").textContent()).toContain(nasty);
  expect(await page.evaluate(() => [document.scripts.length, document.images.length])).toEqual([1, 0]);
});

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

inBrowser.each(["light", "dark"] as const)("axe finds nothing to mend in %s colours", async (colorScheme) => {
  for (const [example, tenant] of sheets) {
    const { page } = await open(handOverPage(given(example, tenant)), { colorScheme });
    await page.evaluate(axe);
    const violations: unknown = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]))",
    );
    expect(violations).toEqual([]);
  }
});

inBrowser("The button changes between light and dark", async () => {
  const { page } = await open(handOverPage(given("black-pearl", "aws")), { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Show in dark colours" }).click();
  expect(await paper()).not.toBe(light);
});
