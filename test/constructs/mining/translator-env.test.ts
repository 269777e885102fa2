import { parse } from "smol-toml";
import { expect, test } from "vitest";
import type { Upstream } from "../../../constructs/mining/pools.ts";
import { sv2TranslatorConfig } from "../../../constructs/mining/sv2-translator.ts";
import { environmentFile, translatorEnvironment } from "../../../constructs/mining/sv2-translator-env.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { firstKey } from "./zones.ts";

function upstreams(count: number): Upstream[] {
  return Array.from({ length: count }, (_, index) => ({
    url: `stratum2+tcp://pool-${index}.example.com:3333/${firstKey}`,
    endpoint: {
      scheme: "stratum2+tcp",
      host: `pool-${index}.example.com`,
      port: 3333,
      authorityKey: firstKey,
    },
    user: `acme=${index}.north`,
  }));
}

function props(count: number) {
  return {
    port: 34255,
    monitoringPort: 9092,
    upstreams: upstreams(count),
    weakestMiner: Hashrate.terahashes(104.5),
  };
}

/** Puts variables together again as the translator does: by double underscores, upstreams in order of their names. */
function readBack(text: string): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  const pools = new Map<string, Record<string, unknown>>();
  for (const line of text.trimEnd().split("\n")) {
    const [, name = "", raw = ""] = /^TPROXY__([^=]+)=(.*)$/.exec(line) ?? [];
    const value = /^(true|false)$/.test(raw)
      ? raw === "true"
      : /^-?\d+(\.\d+)?$/.test(raw)
        ? Number(raw)
        : raw;
    const keys = name.toLowerCase().split("__");
    const last = keys.pop() ?? "";
    const pool = /^upstream_(.+)$/.exec(keys[0] ?? "")?.[1];
    if (pool !== undefined) {
      const of = pools.get(pool) ?? {};
      pools.set(pool, of);
      of[last] = value;
    } else if (keys[0] === undefined) read[last] = last === "supported_extensions" ? [value] : value;
    else read[keys[0]] = { ...(read[keys[0]] as object), [last]: value };
  }
  read["upstreams"] = [...pools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pool]) => pool);
  return read;
}

test.each([1, 3, 12, 100])(
  "With %d upstreams the variables say what the file says, in its order",
  (count) => {
    const environment = environmentFile(translatorEnvironment(props(count)));
    expect(readBack(environment)).toEqual(parse(sv2TranslatorConfig(props(count))));
  },
);

test("Upstreams are named by numbers of one length, from 01", () => {
  const named = (count: number) =>
    [...translatorEnvironment(props(count)).keys()]
      .filter((name) => name.endsWith("__ADDRESS"))
      .map((name) => name.split("__")[1]);
  expect(named(2)).toEqual(["UPSTREAM_01", "UPSTREAM_02"]);
  expect(named(100).slice(0, 2)).toEqual(["UPSTREAM_001", "UPSTREAM_002"]);
  expect(named(100).toSorted()).toEqual(named(100));
});
