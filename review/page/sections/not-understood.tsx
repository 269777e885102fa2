/** @jsxRuntime automatic @jsxImportSource preact */
import type { NotUnderstood } from "../../review.ts";
import { Section } from "../section.tsx";

/** What this page says nothing about, counted, so that silence is not taken for "no change". */
export function NotUnderstoodSection({ items }: { items: readonly NotUnderstood[] }) {
  if (items.length === 0) return null;
  return (
    <Section id="not-understood" title="Not understood">
      <ul class="plain">
        {items.map(({ what, count, examples }, index) => (
          <li data-record={`/review/notUnderstood/${index}`}>
            <data value={count} data-value={count} data-shown="count" data-key="count">
              {count.toLocaleString("en-US")}
            </data>{" "}
            {what}
            {examples.length > 0 && <span class="where">{`, such as ${examples.join(", ")}`}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
