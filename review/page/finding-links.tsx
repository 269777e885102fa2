/** @jsxRuntime automatic @jsxImportSource preact */
import type { PlacedFinding } from "./places.ts";

/** From a place to what was found there. */
export function FindingLinks({ findings }: { findings: readonly PlacedFinding[] | undefined }) {
  if (findings === undefined || findings.length === 0) return null;
  return (
    <ul class="plain">
      {findings.map(({ finding, id }) => (
        <li>
          <a href={`#${id}`}>{finding.title}</a> <span class={`level ${finding.level}`}>{finding.level}</span>
        </li>
      ))}
    </ul>
  );
}
