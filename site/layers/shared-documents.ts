import type { Places } from "../load/places.ts";
import { type Layer, layered } from "./layered-document.ts";

/** What several sites share, as one of them gets it. */
export interface SharedDocuments {
  /** Part of a `site.yaml`. */
  readonly site: Written;
  /** Tenants that the site has besides its own: each a document by itself. */
  readonly tenants: readonly { readonly file: string; readonly text: string }[];
}

/** What a document says, with where it says it, before anybody has looked whether it is right. */
export interface Written {
  readonly content: unknown;
  readonly places: Places;
}

/** A document over what lies below it: what it says itself goes first. */
export function laidOver(below: Written | undefined, own: Written): Written {
  if (below === undefined) return own;
  const { content, placeOf } = layered([layerOf(below), layerOf(own)]);
  const places: Places = {
    locate: (path) => {
      const { layer, path: inside } = placeOf(path);
      return layer.locate(inside);
    },
    locateKey: (path, key) => {
      const { layer, path: inside } = placeOf([...path, key]);
      // A key that stands where it should not is the last step of its place; what is not there at all has none.
      return inside.length > path.length ? layer.locateKey(inside.slice(0, -1), key) : layer.locate(inside);
    },
    remark: (path) => {
      const { layer, path: inside } = placeOf(path);
      return layer.remark(inside);
    },
  };
  return { content, places };
}

interface WrittenLayer extends Layer {
  remark(path: readonly (string | number)[]): string;
}

function layerOf({ content, places }: Written): WrittenLayer {
  return {
    content,
    locate: (path) => places.locate(path),
    locateKey: (path, key) => places.locateKey(path, key),
    remark: (path) => places.remark?.(path) ?? "",
  };
}
