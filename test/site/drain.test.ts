import { expect, test } from "vitest";
import { phasesOf } from "../../site/conversion/phases.ts";
import { drainPlan } from "../../site/mining/drain.ts";
import { hall, mine, rooms, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";

const conversion: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2026-03-01" },
  { state: "stripped", from: "2026-03-20" },
  { state: "construction", from: "2026-04-15" },
  { state: "commissioning", from: "2026-09-01" },
  { state: "ai-ready", from: "2026-11-01" },
];

function plansOf(zone: ZoneInput) {
  return siteOf(siteWith([zone])).zones.flatMap((of) =>
    phasesOf(of).flatMap((phase) => drainPlan(of, phase) ?? []),
  );
}

function steps(states: ZoneInput["states"]) {
  const [plan] = plansOf(mine("a", 310, { states, ai: rooms() }));
  return plan?.steps.map(({ name, from, by }) => [name, from, by]);
}

test("A zone is drained in four steps between draining and stripped, each with its days", () => {
  expect(steps(conversion)).toEqual([
    ["stop-new-work", "2026-03-01", "2026-03-01"],
    ["point-to-pools", "2026-03-01", "2026-03-02"],
    ["watch-hashrate", "2026-03-02", "2026-03-19"],
    ["remove", "2026-03-20", "2026-03-20"],
  ]);
});

test("A day is enough where the document gives no more", () => {
  const states = conversion.map((one) => (one.state === "draining" ? { ...one, from: "2026-03-19" } : one));
  expect(steps(states)).toEqual([
    ["stop-new-work", "2026-03-19", "2026-03-19"],
    ["point-to-pools", "2026-03-19", "2026-03-19"],
    ["watch-hashrate", "2026-03-19", "2026-03-19"],
    ["remove", "2026-03-20", "2026-03-20"],
  ]);
});

test("Where no day to strip the zone is planned, nothing is removed on any day", () => {
  expect(steps(conversion.slice(0, 2))).toEqual([
    ["stop-new-work", "2026-03-01", "2026-03-01"],
    ["point-to-pools", "2026-03-01", "2026-03-02"],
    ["watch-hashrate", "2026-03-02", undefined],
    ["remove", undefined, undefined],
  ]);
});

test("A hall that went back to mining is drained towards its commissioning, and in that phase alone", () => {
  const back: ZoneInput["states"] = [
    { state: "ai-ready", from: "2024-01-01" },
    { state: "mining", from: "2025-01-01" },
    { state: "draining", from: "2026-03-01" },
    { state: "commissioning", from: "2026-03-15" },
    { state: "ai-ready", from: "2026-05-01" },
  ];
  const plans = plansOf(mine("a", 310, { states: back, ai: rooms() }));
  expect(plans.map(({ from, ends }) => [from, ends])).toEqual([["2026-03-01", "2026-03-15"]]);
});

test("A phase without miners drains nothing", () => {
  expect(plansOf(hall("b"))).toEqual([]);
});

test("Every step says who does it, what holds before the next, and how to go back", () => {
  const [plan] = plansOf(mine("a", 310, { states: conversion, ai: rooms() }));
  for (const { who, what, check, back } of plan?.steps ?? []) {
    for (const text of [who, what, check, back]) expect(text.length).toBeGreaterThan(5);
  }
});
