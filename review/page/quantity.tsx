/** @jsxRuntime automatic @jsxImportSource preact */
import { listChange } from "../list-change.ts";
import type { Change } from "../review.ts";

/** How a number is shown. `MW` shows kilowatts, as every plan has them, in megawatts. */
export type Shown = "MW" | "kW" | "PH/s" | "$" | "count" | "%";

const written: Readonly<Record<Shown, string>> = {
  MW: "kW",
  kW: "kW",
  "PH/s": "PH/s",
  $: "$",
  count: "",
  "%": "%",
};

interface NumberProps {
  readonly value: number | null | undefined;
  readonly as: Shown;
  /** Key of the number below the record that its row or picture names: a test compares the two. */
  readonly of?: string;
}

/** A number as the page's data has it, with its unit, and readable. */
export function Quantity({ value, as, of }: NumberProps) {
  if (value === undefined) return <span class="none">none</span>;
  if (value === null) return <span class="none">beyond all numbers</span>;
  return (
    <data
      class="number"
      value={value}
      data-value={value}
      data-unit={written[as]}
      data-shown={as}
      data-key={of}
    >
      {quantityText(value, as)}
    </data>
  );
}

const formats = new Map<number, Intl.NumberFormat>();

function fixed(value: number, digits: number): string {
  const format =
    formats.get(digits) ??
    new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, format);
  // A minus sign is as wide as a plus sign, and no line breaks after it.
  return format.format(value + 0).replace("-", "\u2212");
}

/** A number as text, without its unit. */
export function quantityText(value: number, as: Shown): string {
  switch (as) {
    case "MW":
      return fixed(value / 1000, megawattDigits(Math.abs(value)));
    case "kW":
      return fixed(value, Number.isInteger(value) ? 0 : 1);
    case "PH/s":
      return fixed(value, Number.isInteger(value) ? 0 : 1);
    case "$":
      return fixed(Math.abs(value), 0).replace(/^/, value < 0 ? "\u2212$" : "$");
    case "count":
      return fixed(value, 0);
    case "%":
      return fixed(value, Number.isInteger(value) ? 0 : 2);
  }
}

/** As many digits as are worth reading: those of a substation's megawatts would hide those of a rack's. */
function megawattDigits(kilowatts: number): number {
  if (kilowatts >= 1_000_000) return 1;
  return kilowatts !== 0 && kilowatts < 100 ? 3 : 2;
}

/** A number as a cell of a table. */
export function QuantityCell(props: NumberProps) {
  return (
    <td class="right">
      <Quantity {...props} />
    </td>
  );
}

/** Three cells: before, after, and the difference where there are both. */
export function ChangeCells({ change, as, of }: { change: Change<number>; as: Shown; of: string }) {
  const quiet = change.before === change.after ? "right none" : "right";
  return (
    <>
      <td class={quiet}>
        <Quantity value={change.before} as={as} of={`${of}/before`} />
      </td>
      <td class={quiet}>
        <Quantity value={change.after} as={as} of={`${of}/after`} />
      </td>
      <td class="right">
        <Difference change={change} as={as} />
      </td>
    </>
  );
}

function Difference({ change: { before, after }, as }: { change: Change<number>; as: Shown }) {
  if (before === undefined || after === undefined || before === after) return <span class="none">–</span>;
  const difference = after - before;
  return (
    <span class={`difference ${difference < 0 ? "falls" : "rises"}`}>
      {difference > 0 ? "+" : ""}
      {quantityText(difference, as)}
    </span>
  );
}

/** Two texts, the later one marked. */
export function TextChange({ change: { before, after } }: { change: Change<string | readonly string[]> }) {
  const text = (value: string | readonly string[] | undefined) =>
    value === undefined || value.length === 0
      ? undefined
      : typeof value === "string"
        ? value
        : value.join(", ");
  const [from, to] = [text(before), text(after)];
  const lists =
    typeof before === "object" && typeof after === "object" ? listChange(before, after) : undefined;
  if (lists !== undefined) {
    const { removed, added, kept } = lists;
    return (
      <>
        {removed.length > 0 && <del>{`no longer ${removed.join(", ")}`}</del>}
        {removed.length > 0 && added.length > 0 && "; "}
        {added.length > 0 && <ins>{`also ${added.join(", ")}`}</ins>}
        {`; ${kept} the same`}
      </>
    );
  }
  if (from === to) return <>{to ?? <span class="none">–</span>}</>;
  if (from === undefined) return <ins>{to}</ins>;
  return (
    <>
      <del>{from}</del>
      <span role="img" aria-label="becomes">
        {" → "}
      </span>
      {to === undefined ? <span class="none">none</span> : <ins>{to}</ins>}
    </>
  );
}
