import { expect, test } from "vitest";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { mine, miners, siteOf, siteWith } from "../support/sites.ts";

type Obligation = NonNullable<SiteInput["demandResponse"]>[number];

const summer: Obligation = {
  name: "summer",
  programme: "ERCOT ERS-10",
  obligation: "6 MW",
  notice: "10 min",
  maximumDuration: "8 h",
  from: "2026-06-01",
  to: "2026-09-30",
};

/** Two zones of 3.6855 MW each. */
function site(change: Partial<SiteInput>, zones = [mine("m-1", 11), mine("m-2", 12)]) {
  return siteWith(zones, { demandResponse: [summer], ...change });
}

const converting = mine("m-2", 12, {
  states: [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2026-07-10" },
    { state: "stripped", from: "2026-08-01" },
  ],
});

test("What a conversion takes from an obligation is found with its day, and the zone whose conversion it is", () => {
  expect(() => siteOf(site({}))).not.toThrow();
  expect(() => siteOf(site({}, [mine("m-1", 11), converting]))).toThrow(
    '"summer" obliges the site to shed 6 MW, but from 2026-08-01 to 2026-09-30 only 3.686 MW of curtailable mining remains: end or reduce the obligation by then, or convert m-2 later',
  );
});

test("A ramp that is stated has to let an obligation go in time; one that is not breaks nothing", () => {
  const ramp = (down: string) => ({ curtailment: { ramp: { down, up: "1 MW/min" } } });
  expect(() => siteOf(site(ramp("1 MW/min")))).not.toThrow();
  expect(() => siteOf(site(ramp("500 kW/min")))).toThrow(
    'demandResponse.0.notice: "summer" obliges the site to shed 6 MW within 10 min, for up to 8 h, but from 2026-06-01 to 2026-09-30 only 5 MW can be: the ramps that are stated let no more go by then; reduce the obligation, or choose loads that can',
  );
  const slow = mine("m-2", 12, {
    mining: { ...miners(12), curtailment: { ramp: { down: "100 kW/min", up: "1 MW/min" } } },
  });
  expect(() => siteOf(site({}, [mine("m-1", 11), slow]))).toThrow("only 4.686 MW can be");
  // At no notice at all, a load without a ramp is gone; one with a ramp is not.
  const now = { demandResponse: [{ ...summer, notice: "0 s" }] };
  expect(() => siteOf(site(now))).not.toThrow();
  expect(() => siteOf(site({ ...now, ...ramp("1 MW/min") }))).toThrow("only 0 W can be");
});

test("Hosted mining counts for an obligation as far as its contract goes", () => {
  const hosted = (curtailment?: { notice?: string; hoursPerYear?: string }) => {
    const mining = { ...miners(12), owner: "acme", poolSet: "acme" };
    const base = site({}, [mine("m-1", 11), mine("m-2", 12, { mining })]);
    const groups = [
      {
        name: "main",
        pools: ["one", "two"].map((host) => ({
          url: `stratum+tcp://${host}.example.com:3333`,
          user: "acme.{zone}",
        })),
      },
    ];
    return siteOf({
      ...base,
      poolSets: [...(base.poolSets ?? []), { name: "acme", owner: "acme", groups }],
      hashrateOwners: [{ name: "acme", ...(curtailment === undefined ? {} : { curtailment }) }],
    });
  };
  expect(() => hosted({})).not.toThrow();
  expect(() => hosted({ notice: "10 min" })).not.toThrow();
  expect(() => hosted({ notice: "30 min" })).toThrow('only 3.686 MW can be: "m-2" needs 30 min notice');
  expect(() => hosted({ hoursPerYear: "4 h" })).toThrow(
    'only 3.686 MW can be: "m-2" may be shed for 4 h a year',
  );
  expect(() => hosted()).toThrow("only 3.686 MW of curtailable mining remains");
});

test("After a call everything is back within the cool-down", () => {
  const restore = { group: 1, steps: 5, interval: "15 min", inrush: 2 };
  const zones = [1, 2].map((at) =>
    mine(`m-${at}`, 10 + at, { mining: { ...miners(10 + at), restore: { ...restore, group: at } } }),
  );
  const within = (coolDown: string) => site({ demandResponse: [{ ...summer, coolDown }] }, zones);
  expect(() => siteOf(within("10 h"))).not.toThrow();
  expect(() => siteOf(within("1 h"))).toThrow(
    '"summer" may be called again 1 h after a call, but from 2026-06-01 to 2026-09-30 it takes 1.75 h until all that is shed for it is back',
  );
});

test("Programmes that may not share load add up, and those that may do not", () => {
  const winter = { ...summer, obligation: "2 MW", name: "again" };
  expect(() =>
    siteOf(site({ demandResponse: [summer, { ...winter, programme: "ERCOT CLR", notice: "5 min" }] })),
  ).toThrow("6 MW of 8 MW promised together");
  const shared = { ...winter, obligation: "6 MW", programme: "ERCOT VCP" };
  expect(() => siteOf(site({ demandResponse: [summer, shared] }))).not.toThrow();
});

test("What is due with a shorter notice is due by the longer one as well", () => {
  const both = [
    { ...summer, obligation: "4 MW" },
    { ...summer, name: "slow", programme: "ERCOT ERS-30", notice: "30 min", obligation: "3 MW" },
  ];
  const ramp = (down: string) => ({ demandResponse: both, curtailment: { ramp: { down, up: "1 MW/min" } } });
  expect(() => siteOf(site(ramp("400 kW/min")))).not.toThrow();
  expect(() => siteOf(site(ramp("200 kW/min")))).toThrow(
    '"slow" obliges the site to shed 3 MW within 30 min, with what else is due by then 7 MW, for up to 8 h, but',
  );
});

test("A promise of nothing, or for no time, is refused", () => {
  const promise = (change: Partial<Obligation>) => site({ demandResponse: [{ ...summer, ...change }] });
  expect(() => siteOf(promise({ obligation: "0 MW" }))).toThrow(
    'demandResponse.0.obligation: "summer" obliges the site to shed 0 W: state how much, or remove it',
  );
  expect(() => siteOf(promise({ maximumDuration: "0 s" }))).toThrow(
    'demandResponse.0.maximumDuration: "summer" is called for 0 s at most: state how long a call may last',
  );
});
