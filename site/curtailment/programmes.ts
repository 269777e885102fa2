import { Duration, Power } from "../units/index.ts";

/** What a programme is: load that is promised, a choice that pays by itself, or a duty of whoever is connected. */
export type ProgrammeKind = "promise" | "choice" | "duty";

/** A programme by which a grid calls on load, as far as a site can know from outside what it asks. */
export interface Programme {
  readonly name: string;
  /** Other names that documents use. */
  readonly aliases: readonly string[];
  /** The grid operator whose it is; undefined: any. */
  readonly gridOperator: string | undefined;
  readonly kind: ProgrammeKind;
  readonly trigger: string;
  /** How soon after the call the load must be gone; undefined where nobody calls. */
  readonly responseTime: Duration | undefined;
  /** The least that takes part; of a duty, the size of site from which on it holds. */
  readonly minimumSize: Power;
  readonly longestCall: Duration | undefined;
  readonly windows: string;
  /** What it takes besides load. */
  readonly needs: readonly string[];
  /** Whether a relay opens the breaker, so that no ramp comes in between. @default - the site sheds it itself */
  readonly relay?: true;
  /** Whether load promised to it may be promised again elsewhere. */
  readonly stackable: boolean;
  readonly source: string;
  readonly verified: boolean;
}

const ercot = { gridOperator: "ERCOT", verified: false } as const;

const telemetry = "telemetry by way of a qualified scheduling entity";

/**
 * Programmes by which miners are called. Made from summaries and press, not from the rules themselves, so none is verified:
 * what a contract says goes before what stands here.
 */
export const programmes: readonly Programme[] = [
  {
    ...ercot,
    name: "ERCOT 4CP",
    aliases: ["4CP", "four coincident peaks"],
    kind: "choice",
    trigger: "the site's own forecast of the month's highest quarter of an hour",
    responseTime: undefined,
    minimumSize: Power.zero,
    longestCall: undefined,
    windows: "June to September, one quarter of an hour each month; it sets next year's transmission charge",
    needs: ["an interval meter", "a forecast"],
    stackable: true,
    source: "Foundry, Bitcoin mining and ERCOT's 4CP; the allocation is under review until the end of 2026",
  },
  {
    ...ercot,
    name: "ERCOT ERS-10",
    aliases: ["ERS-10", "ERS 10 min"],
    kind: "promise",
    trigger: "an energy emergency",
    responseTime: Duration.minutes(10),
    minimumSize: Power.kilowatts(100),
    longestCall: Duration.hours(8),
    windows: "terms December to March, April and May, June to September, October and November",
    needs: ["an interval meter", telemetry, "a test each year"],
    stackable: false,
    source: "summaries of 16 TAC 25.507",
  },
  {
    ...ercot,
    name: "ERCOT ERS-30",
    aliases: ["ERS-30", "ERS 30 min"],
    kind: "promise",
    trigger: "an energy emergency",
    responseTime: Duration.minutes(30),
    minimumSize: Power.kilowatts(100),
    longestCall: Duration.hours(8),
    windows: "terms December to March, April and May, June to September, October and November",
    needs: ["an interval meter", telemetry, "a test each year"],
    stackable: false,
    source: "summaries of 16 TAC 25.507",
  },
  {
    ...ercot,
    name: "ERCOT CLR",
    aliases: ["CLR", "controllable load resource", "ERCOT RRS", "ERCOT ECRS", "ERCOT Non-Spin"],
    kind: "promise",
    trigger: "a base point every five minutes, by the load's bid in the real-time market",
    responseTime: Duration.minutes(5),
    minimumSize: Power.megawatts(1),
    longestCall: undefined,
    windows: "hours that are offered in the day-ahead market",
    needs: [telemetry, "control that follows a setpoint both ways", "a response to frequency for RRS"],
    stackable: false,
    source: "ERCOT NPRR1188, Lancium; the response within 5 min is the interval of dispatch",
  },
  {
    ...ercot,
    name: "ERCOT NCLR",
    aliases: ["NCLR", "RRS-UFR", "ERCOT RRS-UFR", "non-controllable load resource"],
    kind: "promise",
    trigger: "an under-frequency relay at about 59.7 Hz",
    responseTime: Duration.seconds(0.5),
    minimumSize: Power.megawatts(1),
    longestCall: undefined,
    windows: "hours that are offered in the day-ahead market",
    needs: ["an under-frequency relay that trips a breaker", telemetry],
    relay: true,
    stackable: false,
    source: "summary of ERCOT's load resources; the half second is assumed",
  },
  {
    ...ercot,
    name: "ERCOT VCP",
    aliases: ["VCP", "voluntary curtailment program"],
    kind: "choice",
    trigger: "low reserves, after Non-Spin and before ERS, by telephone or message",
    responseTime: Duration.minutes(30),
    minimumSize: Power.zero,
    longestCall: undefined,
    windows: "all year",
    needs: ["somebody who answers"],
    stackable: true,
    source: "ERCOT, large flexible loads, December 2022; the 30 min are assumed",
  },
  {
    ...ercot,
    name: "ERCOT SB6",
    aliases: ["SB6", "Senate Bill 6"],
    kind: "duty",
    trigger: "an energy emergency: curtail, or run the site's own generators",
    responseTime: Duration.minutes(30),
    minimumSize: Power.megawatts(75),
    longestCall: undefined,
    windows: "all year; sites that are new or have grown",
    needs: ["generators for half of the load, or load that can be shed"],
    stackable: true,
    source: "summaries of Texas Senate Bill 6; its rules are not final, and the 30 min are assumed",
  },
  {
    ...ercot,
    name: "ERCOT large load ride-through",
    aliases: ["LEL", "large electronic load", "NOGRR282"],
    kind: "duty",
    trigger: "a dip of voltage or frequency: the load must stay",
    responseTime: undefined,
    minimumSize: Power.megawatts(75),
    longestCall: undefined,
    windows: "all year; sites approved since 14 November 2025",
    needs: ["supplies that ride through", "no step of load: what is shed goes down a ramp"],
    stackable: true,
    source: "press on ERCOT NOGRR282 and NPRR1308; not final",
  },
  {
    name: "NYISO SCR",
    aliases: ["SCR", "NYISO Special Case Resources", "special case resource"],
    gridOperator: "NYISO",
    kind: "promise",
    trigger: "a shortage of reserves, told a day ahead and called two hours ahead",
    responseTime: Duration.hours(2),
    minimumSize: Power.kilowatts(100),
    longestCall: Duration.hours(4),
    windows: "capability periods May to October and November to April",
    needs: ["an interval meter", "a responsible interface party", "a test each period"],
    stackable: false,
    source: "assumed, after general descriptions of the programme",
    verified: false,
  },
  {
    name: "price strike",
    aliases: ["strike price", "price responsive"],
    gridOperator: undefined,
    kind: "choice",
    trigger: "a price of energy above what mining earns for it",
    responseTime: undefined,
    minimumSize: Power.zero,
    longestCall: undefined,
    windows: "all year",
    needs: ["energy that is bought, or sold back, at the market's price"],
    stackable: true,
    source: "arithmetic: the break-even of each zone",
    verified: false,
  },
];
