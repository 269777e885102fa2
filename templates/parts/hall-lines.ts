import { type HallPlan, loadOf } from "./halls.ts";
import type { MiningSite } from "./miners.ts";
import { feeders, type Lines, unitTransformers } from "./supply.ts";

/** The lines of a hall below its main transformers, path by path. */
export interface HallLines {
  readonly feeders: ReturnType<typeof feeders>;
  readonly transformers: ReturnType<typeof unitTransformers>;
}

/** The lines of each hall, sized for the most that it will ever draw. */
export function hallLines(
  halls: readonly HallPlan[],
  lines: Lines,
  site: MiningSite,
  source: string,
): readonly HallLines[] {
  return halls.map((hall) => {
    const line = { labels: hall.labels, load: loadOf(hall, site), onlyMiners: hall.ai === undefined };
    return {
      feeders: feeders(line, hall.supply, lines, source),
      transformers: unitTransformers(line, hall.labels, lines, source),
    };
  });
}

/** Power nodes in the order in which one walks along them: of each path of each hall its feeders, then its transformers. */
export function alongPaths(halls: readonly HallLines[]) {
  return halls.flatMap(({ feeders, transformers }) =>
    feeders.flatMap((feeder, path) => {
      const transformer = transformers[path];
      return transformer === undefined ? [feeder] : [feeder, transformer];
    }),
  );
}
