/** @jsxRuntime automatic @jsxImportSource preact */
import type { ReportedFinding } from "../../../policies/report/document.ts";
import type { PolicyChanges } from "../../review.ts";
import { type PlacedFinding, placedFindings, rowId } from "../places.ts";
import { TextChange } from "../quantity.tsx";
import { Section } from "../section.tsx";
import { latest, type Pictured } from "../sides.ts";
import { Table } from "../table.tsx";

/** What policies have found: of a page that compares, what is new first. */
export function PolicySection({ pictured, policies }: { pictured: Pictured; policies?: PolicyChanges }) {
  const placed = placedFindings(pictured);
  const still = new Set(policies?.still ?? []);
  const newly = placed.filter(({ finding }) => !still.has(finding));
  const side = latest(pictured)?.side ?? "head";
  return (
    <Section id="policies" title="Policies">
      {newly.length > 0 && (
        <>
          {policies !== undefined && <h3>Newly broken</h3>}
          <FindingList findings={newly} side={side} />
        </>
      )}
      {policies !== undefined && <PolicyDifferences policies={policies} />}
      {still.size > 0 && (
        <details data-print="open">
          <summary>{`${still.size} ${still.size === 1 ? "finding" : "findings"} on both sides`}</summary>
          <FindingList findings={placed.filter(({ finding }) => still.has(finding))} side={side} />
        </details>
      )}
      {placed.length === 0 && <p class="quiet">No findings.</p>}
    </Section>
  );
}

function FindingList({ findings, side }: { findings: readonly PlacedFinding[]; side: "base" | "head" }) {
  return (
    <ul class="findings">
      {findings.map(({ finding, id, place }) => (
        <li id={id} class={finding.level}>
          <p>
            <span class={`level ${finding.level}`}>{finding.level}</span> <strong>{finding.title}</strong>{" "}
            {place === undefined ? (
              <span class="where">{finding.scope}</span>
            ) : (
              <a href={`#${rowId(side, place)}`} data-place={place}>
                {finding.scope}
              </a>
            )}
          </p>
          <p>{finding.message}</p>
          <p class="quiet">{finding.why}</p>
          <p>
            <strong>Mend:</strong> {finding.fix}
          </p>
          <p class="where">
            <code>{`${finding.location.file}:${finding.location.line}`}</code> {finding.rule}
          </p>
        </li>
      ))}
    </ul>
  );
}

function PolicyDifferences({
  policies: { mended, lowered, suppressions, newSuppressions },
}: {
  policies: PolicyChanges;
}) {
  const isNew = new Set(newSuppressions.map(({ rule, scope }) => JSON.stringify([rule, scope])));
  return (
    <>
      {lowered.length > 0 && (
        <Table caption="Rules whose level is lower than before" columns={["Rule", "Level"]}>
          {lowered.map(({ rule, level }) => (
            <tr>
              <th scope="row" class="code">
                {rule}
              </th>
              <td>
                <TextChange change={level} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      {suppressions.length > 0 && (
        <Table caption="Suppressions" columns={["Rule", "Scope", "Reason", "Expires", "State", "Added"]}>
          {suppressions.map(({ rule, scope, reason, expires, state }) => (
            <tr>
              <th scope="row" class="code">
                {rule}
              </th>
              <td class="code">{scope}</td>
              <td>{reason}</td>
              <td>{expires}</td>
              <td>{state}</td>
              <td>{isNew.has(JSON.stringify([rule, scope])) && <span class="verdict opened">new</span>}</td>
            </tr>
          ))}
        </Table>
      )}
      {mended.length > 0 && (
        <>
          <h3>Mended</h3>
          <ul class="mended">
            {mended.map((finding) => (
              <li>{mendedText(finding)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function mendedText({ title, scope, message }: ReportedFinding): string {
  return `${title} (${scope}): ${message}`;
}
