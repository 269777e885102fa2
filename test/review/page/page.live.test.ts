import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { reviewPage } from "../../../review/page/review-page.tsx";
import { sitePage } from "../../../review/page/site-page.tsx";
import type { SitePlanDocument } from "../../../review/result/site-plan-document.ts";
import { browserForTests, chromiumPath } from "../../support/browser.ts";
import { exampleFolder, examples } from "../../support/examples.ts";
import { hostile, somethingOfEach, tenantAdded } from "../../support/page-reviews.ts";
import { planOf, reviewOf } from "../../support/reviews.ts";

const open = browserForTests();
const inBrowser = test.skipIf(chromiumPath === undefined);

const { review, base, head } = tenantAdded();
const reviewHtml = reviewPage(review, base, head);

inBrowser.each(examples)(
  "The page of %s opens without an error, a message or a request, at two widths",
  async (name) => {
    const html = sitePage(planOf(exampleFolder(name)));
    for (const width of [1440, 420]) {
      const { page, misdeeds } = await open(html, { viewport: { width, height: 900 } });
      expect(misdeeds).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  },
);

inBrowser.each([1, 7.3])(
  "On a one-line diagram of %s times a site's power no text runs into another or out of its card",
  async (times) => {
    // Kilowatts of a campus have more digits than those of any example.
    const grown = JSON.stringify(planOf(exampleFolder("childress")), (key, value: unknown) =>
      key.endsWith("Kilowatts") && typeof value === "number" ? value * times : value,
    );
    const { page } = await open(sitePage(JSON.parse(grown) as SitePlanDocument));
    const { cards, bad } = await page.evaluate(() => {
      const all = [...document.querySelectorAll("svg.one-line .element")];
      const extent = (card: Element, part: string) => card.querySelector(part)?.getBoundingClientRect();
      return {
        cards: all.length,
        bad: all.flatMap((card) => {
          const [load, share, edge] = ["text.load", "text.share", ".card"].map((part) => extent(card, part));
          const isBad = (load?.right ?? 0) > (share?.left ?? edge?.right ?? 0);
          return isBad ? [card.textContent] : [];
        }),
      };
    });
    expect(cards).toBeGreaterThan(10);
    expect(bad).toEqual([]);
  },
);

inBrowser("A margin of billions stays in its box on a telephone", async () => {
  const plan = structuredClone(head);
  const margin = plan.money.marginDollarsPerYear;
  if (margin === undefined) throw new Error("no margin");
  const rich = {
    ...plan,
    money: { ...plan.money, marginDollarsPerYear: { ...margin, base: -21_812_176_616 } },
  };
  const { page } = await open(sitePage(rich), { viewport: { width: 420, height: 900 } });
  const over = await page.evaluate(
    () =>
      [...document.querySelectorAll(".figures li")].filter((box) => box.scrollWidth > box.clientWidth).length,
  );
  expect(over).toBe(0);
});

inBrowser("The page of a review opens without an error, a message or a request", async () => {
  const { page, misdeeds } = await open(reviewHtml);
  expect(await page.locator("h1").textContent()).toBe(review.headline);
  expect(await page.locator("h2").allTextContents()).toEqual([
    "Destroyed and replaced",
    "One-line diagram",
    "Floor plans and racks",
    "Fabrics",
    "Timeline",
    "Power",
    "Capacity and placement",
    "Network",
    "Money",
    "Security",
    "Policies",
    "Tenants",
    "Resources",
    "Not understood",
    "Chosen",
  ]);
  expect(misdeeds).toEqual([]);
});

interface ShownNumber {
  readonly path: string;
  readonly value: number;
  readonly text: string;
  readonly shown: string;
}

/** Every number that the page shows and says the origin of. */
function shownNumbers(page: Page): Promise<readonly ShownNumber[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-value][data-key]")].map((element) => {
      const key = element.getAttribute("data-key") ?? "";
      const record = element.closest("[data-record]")?.getAttribute("data-record") ?? "";
      return {
        path: key.startsWith("/") ? key : `${record}/${key}`,
        value: Number(element.getAttribute("data-value")),
        text: element.textContent ?? "",
        shown: element.getAttribute("data-shown") ?? "",
      };
    }),
  );
}

/** What stands at a path of the page's own JSON. */
function at(data: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null
          ? Object.entries(value).find(([name]) => name === key)?.[1]
          : undefined,
      data,
    );
}

/** The number that a text says, in the unit of the data. */
function said({ text, shown }: ShownNumber): number {
  const number = Number(text.replaceAll(",", "").replace("\u2212", "-").replace("$", ""));
  return shown === "MW" ? number * 1000 : number;
}

/** How far a rounded text may be from what it says. */
const halfStep: Readonly<Record<string, number>> = {
  MW: 50,
  kW: 0.05,
  "PH/s": 0.05,
  $: 0.5,
  count: 0,
  "%": 0.005,
};

inBrowser.each([
  { name: "a review", html: () => reviewHtml, least: 400 },
  { name: "a site", html: () => sitePage(planOf(exampleFolder("denton"))), least: 200 },
])("Every number on the page of $name is the one in its JSON", async ({ html, least }) => {
  const { page } = await open(html());
  const data: unknown = JSON.parse((await page.locator("#data").textContent()) ?? "");
  const numbers = await shownNumbers(page);
  expect(numbers.length).toBeGreaterThan(least);
  expect(numbers.filter(({ path, value }) => at(data, path) !== value)).toEqual([]);
  expect(
    numbers.filter((number) => Math.abs(said(number) - number.value) > (halfStep[number.shown] ?? 0) + 1e-9),
  ).toEqual([]);
});

inBrowser("The page's JSON is the review and the two plans", async () => {
  const { page } = await open(reviewHtml);
  expect(JSON.parse((await page.locator("#data").textContent()) ?? "")).toEqual(
    JSON.parse(JSON.stringify({ review, base, head })),
  );
});

inBrowser("Every link of a page leads to something on it, and no id is there twice", async () => {
  const { page } = await open(reviewHtml);
  const { dead, twice } = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const links = [...document.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? "");
    return {
      dead: links.filter((href) => !href.startsWith("#") || document.getElementById(href.slice(1)) === null),
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    };
  });
  expect(dead).toEqual([]);
  expect(twice).toEqual([]);
});

inBrowser("Names that hold markup are shown as they are, and none of it runs", async () => {
  const [before, after] = [hostile(base), hostile(head)];
  const nasty = reviewOf(before, after, {
    ...somethingOfEach,
    head: { label: '"><img src=x onerror=alert(1)>' },
  });
  for (const html of [reviewPage(nasty, before, after), sitePage(after)]) {
    const { page, misdeeds } = await open(html);
    await page.locator("details > summary").first().click();
    await page.mouse.move(400, 400);
    expect(misdeeds).toEqual([]);
    expect(await page.locator("body").textContent()).toContain("<script>alert(1)</script>");
    const foreign = await page.evaluate(() => ({
      scripts: document.scripts.length,
      images: document.images.length,
      handlers: [...document.querySelectorAll("*")].flatMap((element) =>
        element.getAttributeNames().filter((name) => name.startsWith("on") || name === "style"),
      ),
    }));
    expect(foreign).toEqual({ scripts: 2, images: 0, handlers: [] });
  }
});

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

inBrowser.each(["light", "dark"] as const)(
  "axe finds nothing to mend in %s colours, with everything unfolded",
  async (colorScheme) => {
    for (const html of [reviewHtml, sitePage(planOf(exampleFolder("denton")), review.policies.newly)]) {
      const { page } = await open(html, { colorScheme });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await page.evaluate(axe);
      const violations: unknown = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]))",
      );
      expect(violations).toEqual([]);
    }
  },
);

inBrowser("The button changes between light and dark, and says to which", async () => {
  const { page } = await open(reviewHtml, { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.getByRole("button", { name: "Show in dark colours" });
  await button.press("Enter");
  expect(await paper()).not.toBe(light);
  await page.getByRole("button", { name: "Show in light colours" }).click();
  expect(await paper()).toBe(light);
});

inBrowser(
  "What is chosen in a diagram is shown with its numbers and its findings, and Escape gives the focus back",
  async () => {
    const { page } = await open(reviewHtml);
    const after = page.locator("figure.head svg.one-line").first();
    const element = after.locator('a[data-place="power/ut-pg-2-gpu"]');
    await element.click();
    const panel = page.locator("#selection");
    await panel.waitFor({ state: "visible" });
    expect(await panel.getByRole("heading").textContent()).toBe("ut-pg-2-gpu");
    expect(await panel.textContent()).toContain("A node close to its rating");
    expect(await panel.locator("dd data[data-key=loadKilowatts]").getAttribute("data-value")).toBe(
      String(head.powerNodes.find(({ name }) => name === "ut-pg-2-gpu")?.loadKilowatts),
    );
    await page.keyboard.press("Escape");
    expect(await panel.isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-place"))).toBe(
      "power/ut-pg-2-gpu",
    );
  },
);

inBrowser("A diagram is one stop of the tabulator key, and the arrows go along the wires", async () => {
  const { page } = await open(reviewHtml);
  const places = () => page.evaluate(() => document.activeElement?.getAttribute("data-place"));
  const after = page.locator("figure.head svg.one-line").first();
  expect(await after.locator('a[tabindex="0"]').count()).toBe(1);
  await after.locator('a[tabindex="0"]').focus();
  expect(await places()).toBe("interconnects/bc-hydro");
  await page.keyboard.press("ArrowRight");
  expect(await places()).toBe("power/mt");
  await page.keyboard.press("End");
  expect(await places()).toBe("zones/pg-2-gpu");
  await page.keyboard.press("ArrowUp");
  expect(await places()).toBe("zones/pg-1-gpu");
  await page.keyboard.press("Enter");
  expect(await page.locator("#selection").isVisible()).toBe(true);
});

inBrowser("A finding leads to the row of its place, unfolded, and the row back to the finding", async () => {
  const { page } = await open(reviewHtml);
  await page.locator("#finding-1 a[data-place]").click();
  const row = page.locator('tr[id^="row."][data-place="power/ut-pg-2-gpu"]').last();
  expect(await row.isVisible()).toBe(true);
  await row.getByRole("link", { name: "A node close to its rating" }).click();
  expect(new URL(page.url()).hash).toBe("#finding-1");
});

inBrowser("The first stop of the tabulator key leads past the contents", async () => {
  const { page } = await open(reviewHtml);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
});

inBrowser("Without its script the page still shows everything, and pictures link to rows", async () => {
  const { page, misdeeds } = await open(reviewHtml, { javaScriptEnabled: false });
  expect(await page.locator("#theme").isVisible()).toBe(false);
  const element = page.locator('figure.head a[data-place="power/mt"]').first();
  const row = (await element.getAttribute("href"))?.slice(1);
  expect(await page.locator(`[id="${row}"]`).count()).toBe(1);
  expect(misdeeds).toEqual([]);
});

inBrowser("On paper the page is light, unclipped, and has every section", async () => {
  const { page } = await open(reviewHtml, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).color,
    clipped: [...document.querySelectorAll(".scroll")].filter(
      (box) => getComputedStyle(box).overflowX !== "visible",
    ).length,
    hidden: [...document.querySelectorAll("main h2")].filter(
      (heading) => heading.getClientRects().length === 0,
    ).length,
    contents: getComputedStyle(document.querySelector("nav") ?? document.body).display,
  }));
  expect(printed).toEqual({ paper: "rgb(24, 32, 43)", clipped: 0, hidden: 0, contents: "none" });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.length).toBeGreaterThan(50_000);
});

inBrowser(
  "A campus of 10,000 racks is a page of less than 5 MB and 40,000 elements, and scrolls",
  async () => {
    const html = sitePage(campus());
    expect(html.length).toBeLessThan(5_000_000);
    const { page, misdeeds } = await open(html);
    const { elements, frames } = await page.evaluate(async () => {
      let frames = 0;
      for (let y = 0; y < 20_000; y += 200) {
        window.scrollTo({ top: y, behavior: "instant" });
        await new Promise((done) => requestAnimationFrame(done));
        frames += 1;
      }
      return { elements: document.querySelectorAll("*").length, frames };
    });
    expect(frames).toBe(100);
    expect(elements).toBeLessThan(40_000);
    expect(misdeeds).toEqual([]);
  },
);

/** Denton's plan with 50 halls of 10 rows of 20, each with four tenants of 50 racks. */
function campus(): SitePlanDocument {
  const plan = planOf(exampleFolder("denton"));
  const [zone, tenant] = [plan.zones[0], plan.tenants[0]];
  const allocation = tenant?.allocations[0];
  if (zone === undefined || tenant === undefined || allocation === undefined)
    throw new Error("Denton has no tenant");
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const quarters = [
    "r01-r02p01-p20 r03p01-p10",
    "r03p11-p20 r04-r05p01-p20",
    "r06-r07p01-p20 r08p01-p10",
    "r08p11-p20 r09-r10p01-p20",
  ];
  return {
    ...plan,
    zones: numbers(50).map((hall) => ({
      ...zone,
      name: `hall-${hall + 1}`,
      rows: 10,
      positionsPerRow: 20,
      positions: 200,
      racks: 200,
    })),
    tenants: numbers(200).map((index) => ({
      ...tenant,
      name: `tenant-${index}`,
      title: `Tenant ${index}`,
      allocations: [
        {
          ...allocation,
          zone: `hall-${Math.floor(index / 4) + 1}`,
          racks: 50,
          positions: quarters[index % 4]?.split(" ") ?? [],
          from: plan.day,
        },
      ],
    })),
  };
}
