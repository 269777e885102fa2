/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from "preact";

/** An entry of the table of contents. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** How much there is to see, where it can be counted. */
  readonly count?: number;
}

interface FrameProps {
  readonly header: ComponentChildren;
  readonly parts: readonly Part[];
  readonly footer: string;
  /** What stands beside the content. @default - nothing */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What every page has around its content: a way past the contents, the contents, the choice of colours. */
export function Frame({ header, parts, footer, beside, children }: FrameProps) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="page">
        <button type="button" id="theme" hidden>
          Dark
        </button>
        {header}
      </header>
      <nav aria-label="Contents">
        <ul>
          {parts.map(({ id, title, count }) => (
            <li>
              <a href={`#${id}`}>
                {title}
                {count !== undefined && <span class="count">{count}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {beside}
      <footer>{footer}</footer>
    </>
  );
}
