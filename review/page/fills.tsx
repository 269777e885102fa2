/** @jsxRuntime automatic @jsxImportSource preact */
import type { Pictured } from "./sides.ts";

/** How a tenant is drawn: a colour, a pattern of lines on it for who sees no colours, and a number for small racks. */
export interface Fill {
  readonly number: number;
  /** For `fill`. */
  readonly paint: string;
}

const colours = 8;
const patterns = [
  "",
  "M0 8 8 0",
  "M4 0V8",
  "M0 0 8 8",
  "M0 4H8",
  "M0 8 8 0M0 0 8 8",
  "M4 3v2M0 7v1M8 7v1",
] as const;

/** A fill for each tenant of either side, the same on both: by name, so that two pages of one site agree. */
export function fillsOf({ sides }: Pictured): ReadonlyMap<string, Fill> {
  const names = [...new Set(sides.flatMap(({ plan }) => plan.tenants.map(({ name }) => name)))].sort();
  return new Map(
    names.map((name, index) => [
      name,
      { number: index + 1, paint: `url(#fill-${index % (colours * patterns.length)})` },
    ]),
  );
}

/** The fills themselves, once for all pictures: 8 colours and 7 patterns, which come to 56 before one comes twice. */
export function FillDefinitions({ count }: { count: number }) {
  return (
    <svg class="definitions" width="0" height="0" aria-hidden="true">
      <defs>
        {Array.from({ length: Math.min(count, colours * patterns.length) }, (_, index) => (
          <pattern
            id={`fill-${index}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            class={`tint-${index % colours}`}
          >
            <rect width="8" height="8" />
            <path d={patterns[index % patterns.length]} />
          </pattern>
        ))}
        <LoadPatterns />
        <StatePatterns />
        <pattern id="fill-unknown" width="8" height="8" patternUnits="userSpaceOnUse" class="tint-none">
          <rect width="8" height="8" />
          <path d="M0 4H8" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The nearer to the limit, the denser. */
function LoadPatterns() {
  return (
    <>
      {Object.entries({ much: "M0 6 6 0", tight: "M0 4 4 0M4 6 6 4", over: "M0 6 6 0M0 0 6 6M3 0v6" }).map(
        ([loading, lines]) => (
          <pattern
            id={`load-${loading}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            class={`load-pattern ${loading}`}
          >
            <rect width="6" height="6" />
            <path d={lines} />
          </pattern>
        ),
      )}
    </>
  );
}

const lined = {
  "load-ai": { tint: 0, lines: "M0 8 8 0" },
  "state-draining": { tint: 1, lines: "M0 8 8 0" },
  "state-stripped": { tint: 7, lines: "M4 3v2M0 7v1" },
  "state-construction": { tint: 7, lines: "M0 0 8 8M0 8 8 0" },
  "state-commissioning": { tint: 6, lines: "M0 0 8 8" },
} as const;

function StatePatterns() {
  return (
    <>
      {Object.entries(lined).map(([id, { tint, lines }]) => (
        <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" class={`tint-${tint}`}>
          <rect width="8" height="8" />
          <path d={lines} />
        </pattern>
      ))}
    </>
  );
}

/** So many tenants are found at a glance; more fold up. */
const mostAtAGlance = 24;

/** Who is drawn how. */
export function TenantLegend({ pictured, fills }: { pictured: Pictured; fills: ReadonlyMap<string, Fill> }) {
  const titles = new Map(
    pictured.sides.flatMap(({ plan }) => plan.tenants.map(({ name, title }) => [name, title])),
  );
  const list = (
    <ul class="legend">
      {[...fills].map(([name, { number, paint }]) => (
        <li>
          <svg width="30" height="14" aria-hidden="true">
            <rect width="30" height="14" fill={paint} />
          </svg>
          <span class="key">{number}</span> {titles.get(name) ?? name}
        </li>
      ))}
    </ul>
  );
  if (fills.size <= mostAtAGlance) return list;
  return (
    <details data-print="open">
      <summary>{`How ${fills.size} tenants are drawn`}</summary>
      {list}
    </details>
  );
}
