/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, VNode } from "preact";
import { Scroll } from "./scroll.tsx";
import type { Pictured, PlanSide } from "./sides.ts";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of the page, with its heading: what the table of contents leads to. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} class="part">
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}

/** The same picture of each side: before left of after, or above it where the window is narrow. */
export function SideBySide({
  pictured,
  draw,
}: {
  pictured: Pictured;
  draw: (side: PlanSide) => VNode | null;
}) {
  const { sides, compares } = pictured;
  return (
    <div class={sides.length > 1 ? "sides two" : "sides"}>
      {sides.map((side) => (
        <figure class={`side ${side.side}`}>
          {compares && <figcaption>{side.label}</figcaption>}
          <Scroll label={`Picture, ${side.label ?? side.plan.day}`}>{draw(side)}</Scroll>
        </figure>
      ))}
    </div>
  );
}

/** What is equal on both sides: there for who asks. */
export function Unchanged({ what, children }: { what: string; children: () => VNode | VNode[] | null }) {
  return (
    <details class="unchanged">
      <summary>{`The same on both sides: ${what}`}</summary>
      <div>{children()}</div>
    </details>
  );
}
