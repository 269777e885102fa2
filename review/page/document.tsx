/** @jsxRuntime automatic @jsxImportSource preact */
import { createHash } from "node:crypto";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { clientScript } from "./client/script.ts";
import { stylesheet } from "./style/stylesheet.ts";

interface HtmlDocument {
  readonly title: string;
  /** What every number on the page is taken from. @default - a page without data of its own */
  readonly data?: object;
  readonly body: VNode;
  /** @default - what pages of reviews and sites look like */
  readonly style?: string;
  /** @default - what pages of reviews and sites do */
  readonly script?: string;
}

/**
 * One HTML file that needs nothing else and asks nobody for anything: the policy in it allows the page's own style and script by
 * their digests, and no connection, image, font or frame. A name that holds markup is text, and were it not, it could not run.
 */
export function htmlDocument({
  title,
  data,
  body,
  style = stylesheet,
  script = clientScript(),
}: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        {body}
        {data !== undefined && (
          <script
            id="data"
            type="application/json"
            dangerouslySetInnerHTML={{ __html: embeddedJson(data) }}
          />
        )}
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** JSON for a script element: without `<` nothing in it can close the element, or open a comment in it. */
export function embeddedJson(data: object): string {
  return JSON.stringify(data)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

function digest(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
