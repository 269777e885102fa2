import { schemaProblems } from "../load/schema-problems.ts";
import { Refusal } from "../problem.ts";
import type { Power } from "../units/index.ts";
import { type EventDocument, eventDocument } from "./event-document.ts";
import { checkDuration, endOf } from "./event-duration.ts";
import { EventProblems } from "./event-problems.ts";
import { requestOf } from "./event-request.ts";
import { targetsOf } from "./event-targets.ts";
import { type EventSpan, eventSpans } from "./event-time.ts";
import type { CurtailmentSignal, SignalInterval } from "./signal.ts";

/** What an event may name at a site. */
export interface EventNames {
  readonly site: string;
  readonly zones: readonly string[];
  /** The site's obligations: a plan's are what is expected here. */
  readonly programmes: readonly { readonly name: string; readonly obligation: Power }[];
  /**
   * What a start of "now" means, in milliseconds since the epoch.
   * @default - an event that starts now is refused: there is no clock here
   */
  readonly now?: number | undefined;
}

/**
 * Reads an OpenADR 3.1.1 event, as a virtual top node sends it.
 *
 * @see https://github.com/grid-coordination/openadr3-specification
 * @throws Refusal with everything that is wrong with it, each with its line.
 */
export function readEvent(text: string, file: string, names: EventNames): CurtailmentSignal {
  const problems = new EventProblems(file, text);
  const event = documentOf(text, file, problems);
  const about = targetsOf(event, names, problems);
  const called = about.programme ?? event.programID;
  const programme = names.programmes.find(
    ({ name }) => name === called || `${names.site}-${name}` === called,
  );
  const context = { event, zones: about.zones, obligation: programme?.obligation };
  checkDuration(event.intervalPeriod?.randomizeStart, ["intervalPeriod", "randomizeStart"], problems);
  const spans = eventSpans(event, names.now, problems);
  const intervals = (event.intervals ?? []).flatMap((interval, index): SignalInterval[] => {
    const request = requestOf(interval, ["intervals", index], context, problems);
    const span = spans[index];
    return span && request ? [{ start: span.start, duration: span.duration, request }] : [];
  });
  if ((event.intervals ?? []).length === 0)
    problems.add([], "the event has no intervals, and so asks for nothing: write at least one");
  checkOverlaps(spans, problems);
  checkRepetition(event, spans, problems);
  if (problems.all.length > 0) throw refusal(file, problems);
  return {
    name: event.eventName ?? event.programID,
    programme: programme?.name,
    zones: about.zones,
    intervals: intervals.sort((a, b) => a.start - b.start),
  };
}

function refusal(file: string, problems: EventProblems): Refusal {
  return new Refusal(`${file} is not an event that can be followed:`, problems.all);
}

function documentOf(text: string, file: string, problems: EventProblems): EventDocument {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const where = `${file}:${lineOfSyntaxError(text, error.message)}`;
    throw new Refusal(`${file} is not an event that can be followed:`, [
      { where, message: `is not JSON: ${error.message}` },
    ]);
  }
  const parsed = eventDocument.safeParse(content, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const { path, message } of schemaProblems(parsed.error.issues)) problems.add(path, message);
  throw refusal(file, problems);
}

/** The parser names the position in the text, or nothing where the text ends too early. */
function lineOfSyntaxError(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.length : Number(position)).split(/\r\n|\n|\r/).length;
}

function checkOverlaps(spans: readonly (EventSpan | undefined)[], problems: EventProblems): void {
  const known = spans.flatMap((span, index) => (span ? [{ ...span, index }] : []));
  known.sort((a, b) => a.start - b.start);
  for (const [at, span] of known.entries()) {
    const before = known[at - 1];
    if (before !== undefined && before.end > span.start)
      problems.add(
        ["intervals", span.index],
        `begins ${new Date(span.start).toISOString()}, before intervals[${before.index}] ends: write intervals that do not overlap`,
      );
  }
}

/** An event that is longer than its intervals repeats them. */
function checkRepetition(
  { duration }: EventDocument,
  spans: readonly (EventSpan | undefined)[],
  problems: EventProblems,
): void {
  const [first] = spans;
  if (duration == null || first === undefined) return;
  const end = endOf(first.start, duration, ["duration"], problems);
  const total = spans.reduce((sum, span) => sum + (span === undefined ? 0 : span.end - span.start), 0);
  if (end !== undefined && !spans.includes(undefined) && end - first.start !== total)
    problems.add(
      ["duration"],
      `${duration} is not what the intervals add up to: leave it away, and write repetitions out`,
    );
}
