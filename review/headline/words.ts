import { Power } from "../../site/units/index.ts";
import { formatNumber } from "../../site/units/quantity.ts";

/** Longer names are cut: a headline is read at a glance. */
const longestName = 60;

/** A text without line breaks, and without signs that nobody sees. */
export function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

/** A name as part of a sentence: it may come from anywhere, with line breaks in it or without end. */
export function nameOf(text: string): string {
  const signs = [...inOneLine(text)];
  return signs.length <= longestName ? signs.join("") : `${signs.slice(0, longestName - 1).join("")}…`;
}

/** `a, b and c`; beyond three the first two and how many there are besides. */
export function listed(names: readonly string[]): string {
  const all = names.map(nameOf);
  const shown = all.length > 3 ? [...all.slice(0, 2), `${all.length - 2} more`] : all;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

export function powerOf(kilowatts: number): string {
  return String(Power.kilowatts(kilowatts));
}

export function hashrateOf(petahashes: number): string {
  return `${formatNumber(petahashes)} PH/s`;
}

/** `$1.4 million`; below a million to the dollar. */
export function dollarsOf(amount: number): string {
  const size = Math.abs(amount);
  if (size >= 1e9) return `$${formatNumber(size / 1e9)} billion`;
  return size >= 1e6
    ? `$${formatNumber(size / 1e6)} million`
    : `$${Math.round(size).toLocaleString("en-US")}`;
}
