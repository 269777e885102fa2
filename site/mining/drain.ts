import type { Phase } from "../conversion/phases.ts";
import { addDays, type Day, later } from "../day.ts";
import type { Zone } from "../schema/site-document.ts";
import { drawsMiningLoad } from "../zone-state.ts";

/** Below this share of its nameplate a zone's hashrate counts as gone: some miners are always slow to follow. */
export const drainedShare = 0.01;

/** How long before it is stripped a zone that still hashes is called out, in days: time for somebody to go there. */
export const lastCallDays = 3;

export const drainSteps = ["stop-new-work", "point-to-pools", "watch-hashrate", "remove"] as const;

/** One step of the way from a zone that mines to one without miners. */
export interface DrainStep {
  readonly name: (typeof drainSteps)[number];
  /** Its first day, and the one by which it is done; undefined where the document does not plan that far. */
  readonly from: Day | undefined;
  readonly by: Day | undefined;
  readonly who: string;
  readonly what: string;
  /** What has to hold before the next step. */
  readonly check: string;
  /** How to go back from here. */
  readonly back: string;
}

/** How the miners of a zone leave it. */
export interface DrainPlan {
  readonly from: Day;
  /** The day on which nothing is left to remove; undefined where none is planned. */
  readonly ends: Day | undefined;
  readonly steps: readonly DrainStep[];
}

/**
 * The steps by which a zone is drained in a phase; undefined where the phase drains nothing.
 *
 * It is safe to stop at any of them. The zone's proxy serves until the day on which the zone is stripped, so miners that
 * were not pointed elsewhere go on working, and moving that day in the document keeps everything that is there.
 */
export function drainPlan({ mining }: Zone, { steps }: Phase): DrainPlan | undefined {
  const from = steps.find(({ state }) => state === "draining")?.from;
  if (mining === undefined || from === undefined) return undefined;
  const ends = steps.find((step) => step.from > from && !drawsMiningLoad(step.state))?.from;
  const last = ends === undefined ? undefined : addDays(ends, -1);
  const watchFrom = last === undefined || last > from ? addDays(from, 1) : from;
  return {
    from,
    ends,
    steps: [
      {
        name: "stop-new-work",
        from,
        by: from,
        who: "fleet manager",
        what: "adds no miners to the zone, repairs none back into it, and takes it out of schedules",
        check: "no miner of the zone is waiting to be commissioned",
        back: "remove the draining and the later states from the zone in the site document",
      },
      {
        name: "point-to-pools",
        from,
        by: watchFrom,
        who: "fleet manager",
        what: "gives the zone's miners the configuration of this day: their pools, without the proxy",
        check: "the pools show the zone's workers, and the proxy's miners become fewer",
        back: "give the miners the configuration of the day before: the proxy still serves them",
      },
      {
        name: "watch-hashrate",
        from: watchFrom,
        by: last === undefined ? undefined : later(last, watchFrom),
        who: "operations",
        what: `waits for the alert MiningDrainFinished: below ${drainedShare * 100} % of the nameplate through the proxy for an hour`,
        check: "the alert is there, and what still hashes was looked for",
        back: "as before: nothing has been removed yet",
      },
      {
        name: "remove",
        from: ends,
        by: ends,
        who: "busbar and the site's crew",
        what: "the proxy, its policies and its rules are gone from what is synthesized; miners are taken out",
        check: "no load is left on the zone's feeds",
        back: "until it is applied: move the day in the site document; after: the zone has to be mining anew",
      },
    ],
  };
}
