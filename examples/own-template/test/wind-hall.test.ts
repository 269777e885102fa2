import { deepEqual, match, throws } from "node:assert/strict";
import { test } from "node:test";
import { expectSite } from "busbar";
import { windHall } from "../src/wind-hall.ts";

const farm = {
  name: "north-ridge",
  day: "2027-01-01",
  gridOperator: "ERCOT",
  connection: "12 MW",
  account: "acme",
};

test("A farm without AI is one hall of a thousand miners", () => {
  const { zones } = expectSite(windHall, farm);
  deepEqual(
    zones.map(({ name }) => name),
    ["mine"],
  );
});

test("Its second hall is for racks of GPUs, with air to spare", () => {
  const { ai } = expectSite(windHall, { ...farm, ai: { from: "2027-06-01" } }).zone("gpus");
  match(`${ai?.cooling.air?.units} units, ${ai?.cooling.air?.redundancy}`, /^10 units, N\+1$/);
});

test("Two halls on the connection of one are refused", () => {
  const small = { ...farm, connection: "6 MW", ai: { from: "2027-06-01" } };
  throws(() => expectSite(windHall, small), /answers\.connection: is 6 MW, and the halls draw 10 MW/);
});
