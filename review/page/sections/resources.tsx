/** @jsxRuntime automatic @jsxImportSource preact */
import type {
  AttributeChange,
  AttributeValue,
  Fate,
  ResourceChange,
} from "../../resources/resource-change.ts";
import type { ResourceChanges, ResourceGroup } from "../../review.ts";
import { Section } from "../section.tsx";
import { Table } from "../table.tsx";

const fates: readonly Fate[] = [
  "destroyed",
  "replaced",
  "forgotten",
  "created",
  "updated",
  "renamed",
  "moved",
  "imported",
  "read",
  "unknown",
];

/** What Terraform or a GitOps tool will touch, by stack and kind, each folded up. */
export function ResourceSection({ resources }: { resources: ResourceChanges }) {
  const { counts, groups, drift, outputs, files, stacks, planned } = resources;
  const counted = fates.filter((fate) => counts[fate] > 0);
  const byStack = new Map<string, ResourceGroup[]>();
  for (const group of groups) byStack.set(group.stack, [...(byStack.get(group.stack) ?? []), group]);
  return (
    <Section id="resources" title="Resources">
      <ul class="counts">
        {counted.map((fate) => (
          <li>
            <span class={`fate ${fate}`}>{fate}</span>{" "}
            <data
              value={counts[fate]}
              data-value={counts[fate]}
              data-shown="count"
              data-key={`/review/resources/counts/${fate}`}
            >
              {counts[fate].toLocaleString("en-US")}
            </data>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {[
          planned.length > 0
            ? `As Terraform plans it: ${planned.join(", ")}.`
            : "Compared as synthesized; no plan of Terraform was read.",
          stacks.added.length > 0 ? `New stacks: ${stacks.added.join(", ")}.` : "",
          stacks.removed.length > 0 ? `Stacks that are gone: ${stacks.removed.join(", ")}.` : "",
          `${stacks.unchanged} stacks are the same.`,
        ].join(" ")}
      </p>
      {[...byStack].map(([stack, here]) => (
        <details class="stack">
          <summary>
            <span class="code">{stack}</span> {summaryOf(here)}
          </summary>
          {here.map((group) => (
            <Group group={group} />
          ))}
        </details>
      ))}
      {drift.length > 0 && (
        <details class="stack" open data-print="open">
          <summary>{`${drift.length} changed outside of Terraform`}</summary>
          <ul class="resources">
            {drift.map((change) => (
              <Resource change={change} />
            ))}
          </ul>
        </details>
      )}
      {outputs.length > 0 && (
        <Table caption="Outputs" columns={["Output", "Stack", "Change"]}>
          {outputs.map(({ name, stack, fate }) => (
            <tr>
              <th scope="row" class="code">
                {name}
              </th>
              <td class="code">{stack}</td>
              <td>{fate}</td>
            </tr>
          ))}
        </Table>
      )}
      {files.length > 0 && (
        <details class="stack">
          <summary>{`${files.length} ${files.length === 1 ? "file" : "files"} beside the stacks`}</summary>
          <ul class="plain">
            {files.map(({ file, what }) => (
              <li>
                <code>{file}</code> {what}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function summaryOf(groups: readonly ResourceGroup[]): string {
  const counts = new Map<Fate, number>();
  for (const { fate, changes } of groups) counts.set(fate, (counts.get(fate) ?? 0) + changes.length);
  return fates
    .filter((fate) => counts.has(fate))
    .map((fate) => `${counts.get(fate)} ${fate}`)
    .join(", ");
}

function Group({ group: { kind, fate, changes } }: { group: ResourceGroup }) {
  return (
    <details class="group">
      <summary>
        <span class={`fate ${fate}`}>{fate}</span> {`${kind} × ${changes.length}`}
      </summary>
      <ul class="resources">
        {changes.map((change) => (
          <Resource change={change} />
        ))}
      </ul>
    </details>
  );
}

function Resource({ change }: { change: ResourceChange }) {
  const { object, address, reasons, attributes, was, fix, deposed } = change;
  const name =
    object === undefined
      ? (address ?? "without an address")
      : [object.kind, [object.namespace, object.name].filter((part) => part !== undefined).join("/")].join(
          " ",
        );
  return (
    <li>
      <code>{name}</code>
      {was !== undefined && (
        <>
          {" was "}
          <code>{was}</code>
        </>
      )}
      {deposed !== undefined && <span class="where">{` left behind by an earlier apply: ${deposed}`}</span>}
      {reasons.length > 0 && <p>{`${reasons.join("; ")}.`}</p>}
      {fix !== undefined && (
        <p>
          <strong>Instead:</strong> <code>{fix}</code>
        </p>
      )}
      {attributes.length > 0 && <Attributes attributes={attributes} name={name} />}
    </li>
  );
}

function Attributes({ attributes, name }: { attributes: readonly AttributeChange[]; name: string }) {
  return (
    <details class="attributes">
      <summary>{`${attributes.length} ${attributes.length === 1 ? "attribute" : "attributes"} of ${name}`}</summary>
      <Table caption={`Attributes of ${name}`} columns={["Attribute", "Before", "After"]}>
        {attributes.map(({ path, before, after, replaces }) => (
          <tr>
            <th scope="row" class="code">
              {path}
              {replaces && <span class="fate replaced"> replaces it</span>}
            </th>
            <td class="code">
              <Value value={before} />
            </td>
            <td class="code">
              <Value value={after} />
            </td>
          </tr>
        ))}
      </Table>
    </details>
  );
}

function Value({ value }: { value: AttributeValue }) {
  switch (value.is) {
    case "absent":
      return <span class="none">absent</span>;
    case "unknown":
      return <span class="none">known after the apply</span>;
    case "sensitive":
      return <span class="none">sensitive, not shown</span>;
    case "value":
      return <>{value.json}</>;
  }
}
