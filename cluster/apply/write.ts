import { type Problem, Refusal } from "../../site/problem.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { Progress } from "../progress.ts";
import { countsOf, dryRun, fieldManager, type Planned } from "./dry-run.ts";
import type { PreparedCluster } from "./prepare.ts";
import { asRefusal, problemsOf } from "./refused.ts";
import { waves } from "./waves.ts";

export interface WriteOptions {
  readonly force: boolean;
  readonly progress: Progress;
}

/**
 * Writes what the dry-run found to be new or changed: cluster by cluster, stack by stack, wave by wave.
 *
 * @throws Refusal which says how far it got, where a server refuses something after all or does not answer any more.
 */
export async function writeAll(clusters: readonly PreparedCluster[], options: WriteOptions): Promise<void> {
  const written: Written = { stacks: [], part: [] };
  for (const prepared of clusters) {
    for (const { name, planned } of prepared.stacks) {
      if (planned.every(({ outcome }) => outcome === "unchanged")) {
        written.stacks.push(name);
        continue;
      }
      const done = options.progress.step(`Applying ${name} to ${prepared.cluster.live.context}`);
      written.part = [];
      try {
        await writeStack(prepared, planned, options.force, written);
      } catch (error) {
        const total = clusters.flatMap(({ stacks }) => stacks).length;
        throw stopped(asRefusal(prepared.cluster.live, error), name, planned.length, total, written);
      }
      done(countsOf(planned.map(({ outcome }) => outcome)));
      written.stacks.push(name);
    }
  }
}

/** How far a write got. */
interface Written {
  readonly stacks: string[];
  /** Of the stack that is under way. */
  part: Planned[];
}

async function writeStack(
  { cluster: { live }, before }: PreparedCluster,
  planned: readonly Planned[],
  force: boolean,
  written: Written,
): Promise<void> {
  const write = async (wave: readonly Planned[]) => {
    const problems = await inParallel(wave, async (item) => {
      try {
        if (item.outcome !== "unchanged") {
          const { metadata } = await live.apply(item.object, { fieldManager, force });
          if (metadata.resourceVersion === item.version) item.outcome = "unchanged";
        }
        written.part.push(item);
        return [];
      } catch (error) {
        return problemsOf(item.stack, item.object, error);
      }
    });
    refuse(problems.flat());
  };
  const isNamespace = ({ object }: Planned) => object.kind === "Namespace";
  await write(planned.filter(isNamespace));
  // In a namespace that was not there nothing could be checked until now.
  refuse(
    await dryRun(
      live,
      planned.filter(({ outcome }) => outcome === undefined),
      before,
      force,
    ),
  );
  for (const wave of inWaves(planned.filter((item) => !isNamespace(item)))) await write(wave);
}

function inWaves(planned: readonly Planned[]): Planned[][] {
  return waves(planned, ({ object }) => object);
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal("The cluster refuses what it is to get.", problems);
}

function stopped(cause: Refusal, stack: string, size: number, stacks: number, written: Written): Refusal {
  const whole = written.stacks.length === 0 ? "no stack" : written.stacks.join(", ");
  const message = `${written.part.length} of its ${size} objects are as declared; whole are ${whole}, ${written.stacks.length} of ${stacks} stacks. Mend the cause and apply again: it goes on from there`;
  return new Refusal("The apply stopped on its way.", [...cause.problems, { where: stack, message }]);
}
