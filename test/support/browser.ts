import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Chromium on this machine; undefined where there is none. */
export const chromiumPath: string | undefined = found();

if (chromiumPath === undefined) {
  console.warn(
    "THE TESTS OF THE PAGE IN A REAL BROWSER ARE SKIPPED: no Chromium on PATH, and BUSBAR_TEST_CHROMIUM names none.",
  );
}

function found(): string | undefined {
  const { PATH = "", BUSBAR_TEST_CHROMIUM: stated } = process.env;
  const candidates =
    stated === undefined
      ? PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
      : [stated];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A page that is open, and all that it has done which a page must not do. */
export interface OpenPage {
  readonly page: Page;
  /** Messages on the console, errors, dialogs, and requests for anything but the file itself. */
  readonly misdeeds: readonly string[];
}

/** Opens HTML files in one browser, which ends with the tests of the file. */
export function browserForTests(): (html: string, options?: BrowserContextOptions) => Promise<OpenPage> {
  let browser: Browser | undefined;
  let folder = "";
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "busbar-page-"));
    if (chromiumPath === undefined) return;
    // Within a container there is no sandbox to be had, and the pages are the tests' own.
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (html, options = {}) => {
    if (browser === undefined) throw new Error("there is no browser");
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
    ).newPage();
    count += 1;
    const file = join(folder, `${count}.html`);
    writeFileSync(file, html);
    const misdeeds: string[] = [];
    page.on("console", (message) => misdeeds.push(`console: ${message.text()}`));
    page.on("pageerror", ({ message }) => misdeeds.push(`error: ${message}`));
    page.on("dialog", (dialog) => {
      misdeeds.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(file).href;
    page.on("request", (request) => {
      if (request.url() !== address) misdeeds.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, misdeeds };
  };
}
