/** @jsxRuntime automatic @jsxImportSource preact */
import { silent } from "../silent.ts";

/** What an element is, as one-line diagrams draw it: in a square of 16 units, its middle at the origin. */
export function ElementSymbol({ kind }: { kind: string }) {
  return (
    <g class="symbol" {...silent}>
      {drawn(kind)}
    </g>
  );
}

function drawn(kind: string) {
  switch (kind) {
    case "interconnect":
      // The utility: a circle with a wave of alternating current.
      return (
        <>
          <circle r="7.5" />
          <path d="M-4.5 0q2.25-5 4.5 0t4.5 0" />
        </>
      );
    case "main-transformer":
    case "unit-transformer":
      // Two windings.
      return (
        <>
          <circle cx="-3" r="5" />
          <circle cx="3" r="5" />
        </>
      );
    case "feeder":
      // A breaker.
      return (
        <>
          <path d="M-8 0h3.5M4.5 0h3.5" />
          <rect x="-4.5" y="-4.5" width="9" height="9" />
        </>
      );
    case "mv-bus":
    case "switchboard":
      return (
        <>
          <path class="thick" d="M0-8V8" />
          <path d="M-7 0h7M0-5h7M0 5h7" />
        </>
      );
    case "ups":
      // A converter with its battery.
      return (
        <>
          <rect x="-7" y="-7" width="14" height="14" />
          <path d="M-7 7 7-7M-4.5-3.5h4M1.5 3.5h3" />
        </>
      );
    case "zone":
      // A hall with rows of racks.
      return (
        <>
          <rect x="-7.5" y="-6.5" width="15" height="13" />
          <path d="M-4.5-3v6M-1.5-3v6M1.5-3v6M4.5-3v6" />
        </>
      );
    default:
      return <path class="thick" d="M-8 0H8M-4 0v5M4 0v5" />;
  }
}
