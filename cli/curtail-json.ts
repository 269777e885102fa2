import { planJson } from "../placement/plan-json.ts";
import { localTime } from "../site/curtailment/local-time.ts";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import type { Qualification } from "../site/curtailment/qualification.ts";
import type { CurtailmentReport } from "../site/curtailment/report.ts";
import type { Simulation } from "../site/curtailment/simulate.ts";
import type { Site } from "../site/site.ts";

/** What a signal does to a site, for machines: units in the keys, times with their offset. */
export function curtailmentJson({ plan, signal, dispatch, ...report }: CurtailmentReport): unknown {
  const at = (ms: number) => localTime(ms, plan.timeZone);
  const perhaps = (ms: number | undefined) => (ms === undefined ? undefined : at(ms));
  return planJson({
    site: plan.site,
    day: plan.day,
    timeZone: plan.timeZone,
    signal: signal.name,
    programme: signal.programme,
    zones: signal.zones,
    met: report.met,
    before: dispatch.baseline,
    left: report.left,
    firm: { ...report.firm, untouched: true },
    restored: at(dispatch.restored),
    peak: dispatch.peak,
    intervals: dispatch.intervals.map(({ start, end, since, met, lost, due, ...interval }) => ({
      start: at(start),
      end: at(end),
      since: at(since),
      met: perhaps(met),
      lost: perhaps(lost),
      due: perhaps(due),
      ...interval,
    })),
    loads: report.loads.map(({ load, falls, down, rises, back, ...shed }) => ({
      id: load.id,
      class: load.class,
      zone: load.zone,
      tenant: load.tenant,
      owner: load.owner,
      ...shed,
      falls: at(falls),
      down: at(down),
      rises: at(rises),
      back: at(back),
    })),
    steps: dispatch.steps.map((step) => ({ ...step, at: at(step.at), until: at(step.until) })),
    obligations: report.obligations,
    money: report.money,
  });
}

/** Which programmes a site qualifies for. */
export function programmesJson({ site, day }: CurtailmentPlan, judged: readonly Qualification[]): unknown {
  return planJson({
    site,
    day,
    programmes: judged.map(({ programme, ...rest }) => ({ ...programme, ...rest })),
  });
}

/** What hours of prices do to a site. */
export function simulationJson({ name }: Site, result: Simulation): unknown {
  const { series, drawnKilowatts: _drawn, baselineKilowatts: _baseline, ...rest } = result;
  const { energyCost: _cost, energyCostWithout: _without, ...amounts } = rest;
  const { grid } = series;
  return planJson({
    site: name,
    prices: series.name,
    timeZone: grid.timeZone,
    from: grid.days[0]?.day,
    to: grid.days.at(-1)?.day,
    hours: grid.count,
    ...amounts,
  });
}
