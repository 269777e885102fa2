/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from "preact";

interface PictureProps {
  /** Also the name of its class. */
  readonly kind: "one-line" | "floor" | "fabric";
  readonly width: number;
  readonly height: number;
  /** Ids of its title and description. */
  readonly labelledBy: string;
  readonly children: ComponentChildren;
}

/** Wide windows have room for it, and people sit at a distance. */
const enlarged = { "one-line": 1.25, floor: 1, fabric: 1.15 } as const;

/** A picture whose parts can be chosen: a group of links, each to the row that says the same in numbers. */
export function Picture({ kind, width, height, labelledBy, children }: PictureProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and cannot be drawn.
    <svg
      class={kind}
      data-diagram={kind}
      viewBox={`0 0 ${width} ${height}`}
      width={Math.round(width * enlarged[kind])}
      height={Math.round(height * enlarged[kind])}
      role="group"
      aria-labelledby={labelledBy}
    >
      {children}
    </svg>
  );
}
