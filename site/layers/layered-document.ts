import type { DocumentPath } from "../problem.ts";

type Path = DocumentPath["path"];

/** A text that says a part of a document: a later layer over an earlier one. */
export interface Layer {
  readonly content: unknown;
  /** `file:line:column` of a place in it. */
  locate(path: Path): string;
  /** Of a key itself, for keys that should not be there. */
  locateKey(path: Path, key: string): string;
}

/** Where in which layer something stands. */
export interface LayerPlace<L extends Layer = Layer> {
  readonly layer: L;
  readonly path: Path;
}

/** One document made of several, in which everything still knows where it was said. */
export interface LayeredDocument<L extends Layer = Layer> {
  readonly content: unknown;
  /** Where what stands at a path was said, or the nearest thing around it that was. */
  placeOf(path: Path): LayerPlace<L>;
  /** Where something lies beneath it of which parts are left; undefined of what one layer says alone. */
  beneath(path: Path): LayerPlace<L> | undefined;
}

/**
 * Lays documents over each other, the last one on top. Mappings are joined key by key. Lists whose entries all have names are
 * joined by name, and an entry of a new name comes last: an entry need not be repeated to change one thing of it. All else is
 * replaced whole. An empty value (`key:`) takes away what lies beneath.
 */
export function layered<L extends Layer>(layers: readonly [L, ...L[]]): LayeredDocument<L> {
  const [first, ...more] = layers.map((layer) => nodeOf(layer.content, { layer, path: [] }));
  const root = more.reduce<Node<L>>((below, above) => over(below, above) ?? above, first as Node<L>);
  return {
    content: contentOf(root),
    placeOf: (path) => nodeAt(root, path).place,
    beneath: (path) => nodeAt(root, path).beneath,
  };
}

type Node<L extends Layer> = { readonly place: LayerPlace<L>; readonly beneath?: LayerPlace<L> } & (
  | { readonly entries: ReadonlyMap<string, Node<L>> }
  | { readonly items: readonly Node<L>[] }
  | { readonly value: unknown }
);

function nodeOf<L extends Layer>(content: unknown, place: LayerPlace<L>): Node<L> {
  const inside = (step: string | number, value: unknown) =>
    nodeOf(value, { layer: place.layer, path: [...place.path, step] });
  if (Array.isArray(content)) return { place, items: content.map((item, index) => inside(index, item)) };
  if (!isMapping(content)) return { place, value: content };
  return {
    place,
    entries: new Map(Object.entries(content).map(([key, value]) => [key, inside(key, value)])),
  };
}

/** What is left of a node with another laid over it; nothing where that takes it away. */
function over<L extends Layer>(below: Node<L>, above: Node<L>): Node<L> | undefined {
  if ("value" in above && above.value === null) return undefined;
  const places = { place: above.place, beneath: below.place };
  if ("entries" in below && "entries" in above)
    return { ...places, entries: joined(below.entries, above.entries) };
  if (!("items" in below && "items" in above)) return above;
  const [old, given] = [named(below.items), named(above.items)];
  if (old === undefined || given === undefined) return above;
  return { ...places, items: [...joined(old, given).values()] };
}

function joined<L extends Layer>(
  below: ReadonlyMap<string, Node<L>>,
  above: ReadonlyMap<string, Node<L>>,
): ReadonlyMap<string, Node<L>> {
  const all = new Map(below);
  for (const [key, node] of above) {
    const beneath = below.get(key);
    const result = beneath === undefined ? node : over(beneath, node);
    if (result === undefined) all.delete(key);
    else all.set(key, result);
  }
  return all;
}

/** Entries by their names, where every one has a name of its own. An empty list has none, and replaces. */
function named<L extends Layer>(items: readonly Node<L>[]): ReadonlyMap<string, Node<L>> | undefined {
  const byName = new Map<string, Node<L>>();
  for (const item of items) {
    const name = "entries" in item ? item.entries.get("name") : undefined;
    if (name === undefined || !("value" in name) || typeof name.value !== "string") return undefined;
    byName.set(name.value, item);
  }
  return byName.size === items.length && items.length > 0 ? byName : undefined;
}

function contentOf<L extends Layer>(node: Node<L>): unknown {
  if ("items" in node) return node.items.map(contentOf);
  if (!("entries" in node)) return node.value;
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, contentOf(entry)]));
}

function nodeAt<L extends Layer>(root: Node<L>, path: Path): Node<L> {
  let node = root;
  for (const step of path) {
    const next =
      typeof step === "number"
        ? "items" in node
          ? node.items[step]
          : undefined
        : "entries" in node
          ? node.entries.get(step)
          : undefined;
    if (next === undefined) break;
    node = next;
  }
  return node;
}

function isMapping(content: unknown): content is Readonly<Record<string, unknown>> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}
