/** @jsxRuntime automatic @jsxImportSource preact */
import { silent } from "./silent.ts";

/** That there are findings about what is drawn here, and how many. */
export function Mark({ x, y, count }: { x: number; y: number; count: number }) {
  return (
    <g class="mark" transform={`translate(${x} ${y})`} {...silent}>
      <path d="M0-8 8 7H-8Z" />
      <text y="5" text-anchor="middle">
        {count > 9 ? "9+" : count}
      </text>
    </g>
  );
}
