import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Upstream as PoolUpstream } from "../../../constructs/mining/pools.ts";
import { proxyMetrics } from "../../../constructs/mining/proxy-metrics.ts";
import {
  channelUser,
  type Sv2TranslatorConfigProps,
  sv2TranslatorConfig,
} from "../../../constructs/mining/sv2-translator.ts";
import { environmentFile, translatorEnvironment } from "../../../constructs/mining/sv2-translator-env.ts";
import { parsePoolUrl } from "../../../site/mining/pool-url.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { temporaryFolder } from "../../support/examples.ts";
import { mine, Sv1Miner } from "../../support/sv1-miner.ts";
import {
  freePort,
  Running,
  type Sv2Programs,
  startUpstream,
  testWithTranslator,
  type Upstream,
  until,
} from "../../support/sv2.ts";

/** A pool at which nobody answers. */
const deadKey = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";

function poolAt({ port, key }: Pick<Upstream, "port" | "key">, user: string): PoolUpstream {
  const url = `stratum2+tcp://127.0.0.1:${port}/${key}`;
  const parsed = parsePoolUrl(url);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return { url, endpoint: parsed.value, user };
}

async function props(
  upstreams: readonly PoolUpstream[],
  weakestMiner = Hashrate.terahashes(110),
): Promise<Sv2TranslatorConfigProps> {
  return { port: await freePort(), monitoringPort: await freePort(), upstreams, weakestMiner };
}

function byFile({ translator }: Sv2Programs, text: string): Running {
  const file = join(temporaryFolder(), "proxy.toml");
  writeFileSync(file, text);
  return new Running(translator, ["-c", file]);
}

/** Reads the file of variables back as a container runtime does: a name, the first equals sign, and all that follows. */
function byEnvironment({ translator }: Sv2Programs, text: string): Running {
  const lines = text.trimEnd().split("\n");
  const env = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  return new Running(translator, ["-c", join(temporaryFolder(), "none.toml")], env);
}

/** A miner that has subscribed and been authorized. */
async function minerAt(port: number, user: string) {
  const miner = new Sv1Miner(port);
  const { result } = await miner.ask("mining.subscribe", ["test/1"]);
  const authorized = await miner.ask("mining.authorize", [user, ""]);
  const [, extranonce1 = "", extranonce2Bytes = 0] = result as [unknown, string, number];
  return { miner, extranonce1, extranonce2Bytes, authorized: authorized.result };
}

async function metricsOf(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  return answer.text();
}

for (const [form, start] of [
  [
    "a file",
    (programs: Sv2Programs, of: Sv2TranslatorConfigProps) => byFile(programs, sv2TranslatorConfig(of)),
  ],
  [
    "variables",
    (programs: Sv2Programs, of: Sv2TranslatorConfigProps) =>
      byEnvironment(programs, environmentFile(translatorEnvironment(of))),
  ],
] as const) {
  testWithTranslator(
    `Configured by ${form}, the real translator passes over a pool that is down and works for the next one`,
    async (programs) => {
      const pool = await startUpstream(programs);
      const down = poolAt({ port: await freePort(), key: deadKey }, "acme.first");
      const config = await props([down, poolAt(pool, "other.second")]);
      const translator = start(programs, config);

      await translator.says(new RegExp(`Trying upstream 1 of 2: 127.0.0.1:${down.endpoint.port}`));
      await translator.says(new RegExp(`Trying upstream 2 of 2: 127.0.0.1:${pool.port}`));
      await translator.says(new RegExp(`listening on 0.0.0.0:${config.port}`));
      const { miner, authorized, extranonce2Bytes } = await minerAt(config.port, "acme.rig1");
      const [job] = await miner.told("mining.notify");
      const [, user, bytes, hashrate] = await pool.process.says(/^channel (\S+) (\d+) (\S+)$/m);
      miner.close();

      expect([authorized, extranonce2Bytes, job]).toEqual([true, 4, "7"]);
      // All miners share the channel: it is for the account, and there is room to tell them apart.
      expect(user).toBe(channelUser("other.second"));
      expect(Number(bytes)).toBeGreaterThan(4);
      expect(Number(hashrate) / 110e12).toBeCloseTo(1, 3);
      await pool.process.says(/^setup 2 2 /m);
      expect((await fetch(`http://127.0.0.1:${config.monitoringPort}/api/v1/health`)).status).toBe(200);
    },
  );
}

testWithTranslator("Where its pool goes, the real translator works for the next", async (programs) => {
  const [first, second] = [await startUpstream(programs), await startUpstream(programs)];
  const config = await props([poolAt(first, "acme.first"), poolAt(second, "other.second")]);
  const translator = byFile(programs, sv2TranslatorConfig(config));
  await translator.says(/listening on/);
  const before = await minerAt(config.port, "acme.rig1");
  await before.miner.told("mining.notify");
  expect(second.process.said).not.toContain("setup");

  await first.process.stop();
  await second.process.says(/^setup/m);
  const after = await until(
    async () => {
      const again = await minerAt(config.port, "acme.rig1").catch(() => undefined);
      return again?.authorized === true ? again : undefined;
    },
    () => translator.said,
  );
  await after.miner.told("mining.notify");
  await second.process.says(/^channel other\./m);
  for (const { miner } of [before, after]) miner.close();
});

testWithTranslator(
  "A share that a miner finds reaches the pool, and the rules' metrics are there",
  async (programs) => {
    const pool = await startUpstream(programs);
    // A miner this weak is given a difficulty that a test can meet.
    const config = await props([poolAt(pool, "acme.north")], Hashrate.terahashes(2e-8));
    byFile(programs, sv2TranslatorConfig(config));
    await pool.process.says(/^setup/m);
    const { miner, extranonce1, extranonce2Bytes } = await until(
      () => minerAt(config.port, "acme.rig1").catch(() => undefined),
      () => "no proxy",
    );
    const [difficulty] = (await miner.told("mining.set_difficulty")) as [number];
    const notify = await miner.told("mining.notify");
    const extranonce2 = "00".repeat(extranonce2Bytes);
    const nonce = mine({ extranonce1, extranonce2, difficulty, notify });
    const answer = await miner.ask("mining.submit", ["acme.rig1", notify[0], extranonce2, notify[7], nonce]);

    expect(answer).toMatchObject({ result: true });
    await pool.process.says(/^share 2 7$/m);
    const metrics = await until(
      async () => {
        const text = await metricsOf(config.monitoringPort);
        return /shares_accepted_total\{.*\} 1$/m.test(text) ? text : undefined;
      },
      () => "the share is not counted",
    );
    miner.close();
    expect(metrics).toContain(`user_identity="${channelUser("acme.north")}"`);
    const names = new Set(metrics.match(/^\w+(?=[ {])/gm));
    // A counter of rejections comes with the first rejection.
    const rejected = "sv2_server_shares_rejected_total";
    for (const name of proxyMetrics["sv2-translator"].names.filter((one) => one !== rejected)) {
      expect(names).toContain(name);
    }
  },
);

testWithTranslator(
  "The real translator refuses a configuration that lacks a key, and names it",
  async (programs) => {
    const pool = poolAt({ port: await freePort(), key: deadKey }, "acme");
    const text = sv2TranslatorConfig(await props([pool]));
    const required = [
      "downstream_address",
      "downstream_port",
      "max_supported_version",
      "min_supported_version",
      "downstream_extranonce2_size",
      "aggregate_channels",
      "min_individual_miner_hashrate",
      "shares_per_minute",
      "enable_vardiff",
      "job_keepalive_interval_secs",
      "address",
      "port",
      "authority_pubkey",
      "user_identity",
    ];
    for (const key of required) {
      const misspelt = text.replace(new RegExp(`^${key} =`, "m"), `${key}x =`);
      expect(misspelt, key).not.toBe(text);
      const translator = byFile(programs, misspelt);
      expect(await translator.ends(), key).not.toBe(0);
      expect(translator.said).toContain(`missing field \`${key}\``);
    }
  },
);

testWithTranslator("A pool that does not hold the key it is known by is not worked for", async (programs) => {
  const pool = await startUpstream(programs);
  const config = await props([poolAt({ port: pool.port, key: deadKey }, "acme")]);
  const translator = byFile(programs, sv2TranslatorConfig(config));

  expect(await translator.ends()).not.toBe(0);
  expect(translator.said).not.toContain("listening on");
  expect(pool.process.said).not.toContain("setup");
});
