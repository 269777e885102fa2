/** @jsxRuntime automatic @jsxImportSource preact */
import type { Loss } from "../../review.ts";
import { Section } from "../section.tsx";

/** What is destroyed or replaced: before everything else, with why and what goes with it. */
export function LossSection({ losses }: { losses: readonly Loss[] }) {
  if (losses.length === 0) return null;
  return (
    <Section id="losses" title="Destroyed and replaced">
      <ol class="losses">
        {losses.map(({ fate, what, whose, stack, address, reasons, consequences, fix }) => (
          <li class={fate}>
            <h3>
              <span class="fate">{fate}</span> {what} <span class="whose">{whose}</span>
            </h3>
            {reasons.length > 0 && <p>{reasons.join("; ")}.</p>}
            {consequences.length > 0 && (
              <p>
                <strong>With it:</strong> {consequences.join("; ")}.
              </p>
            )}
            {fix !== undefined && (
              <p>
                <strong>What would spare it:</strong> <code>{fix}</code>
              </p>
            )}
            <p class="where">
              Stack {stack}
              {address !== undefined && (
                <>
                  , <code>{address}</code>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
