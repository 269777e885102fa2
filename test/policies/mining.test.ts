import { expect, test } from "vitest";
import { examplePayoutAddress } from "../../policies/mining/example-payout-address.ts";
import { plainTextSecret } from "../../policies/mining/plain-text-secret.ts";
import { poolsOfTwoOperators } from "../../policies/mining/pools-of-two-operators.ts";
import { mining } from "../../policies/packs/mining.ts";
import { notApplicable } from "../../policies/rule.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { configMapOf } from "../support/declared.ts";
import { hall, mine, miners, rooms, siteWith, type ZoneInput } from "../support/sites.ts";
import { subjectOf, testPack, verdictOf } from "./rule-cases.ts";

type PoolSetInput = NonNullable<SiteInput["poolSets"]>[number];
type PoolInput = PoolSetInput["groups"][number]["pools"][number];

const noMining = () => subjectOf(siteWith([hall("h")], { poolSets: [] }));

function pool(host: string, user = "test.{zone}"): PoolInput {
  return { url: `stratum+tcp://${host}:3333`, user };
}

/** A site that mines for groups of pools. */
function pools(...groups: PoolInput[][]) {
  return poolSet({ groups: groups.map((each, index) => ({ name: `g-${index + 1}`, pools: each })) });
}

function poolSet(set: Omit<PoolSetInput, "name">, zones: readonly ZoneInput[] = [mine("m", 10)]) {
  return subjectOf(siteWith(zones, { poolSets: [{ name: "pools", ...set }] }));
}

const [one, two] = [pool("one.example.com"), pool("two.example.org")];

const exampleAddress = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
const testKeyText = "9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72";

function objects(...all: readonly object[]) {
  return subjectOf(siteWith([hall("h")]), [], all);
}

function podWith(env: object) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: "n" },
    spec: { containers: [{ env: [env] }] },
  };
}

function promising(
  obligation: string,
  change: Partial<NonNullable<ZoneInput["mining"]>> = {},
  of: Partial<SiteInput> = {},
) {
  return subjectOf(
    siteWith([mine("m", 10, { mining: { ...miners(10), ...change } })], {
      demandResponse: [
        {
          name: "ers",
          programme: "ERCOT ERS-10",
          obligation,
          notice: "10 min",
          maximumDuration: "8 h",
          from: "2026-01-01",
        },
      ],
      ...of,
    }),
  );
}

function asics(model: string, firmware: "stock" | "whatsminer" = "stock", vlan = 10) {
  return { name: `g-${vlan}`, model, count: 1000, firmware, network: { vlan, cidr: `10.${vlan}.0.0/16` } };
}

function mixed(...models: readonly string[]) {
  const groups = models.map((model, index) => asics(model, "stock", 10 + index));
  return subjectOf(siteWith([mine("m", 10, { mining: { ...miners(10), asics: groups } })]));
}

/** A zone of a hosted customer beside one of the site's own. */
function hosting(curtailment: object | undefined, promised = true, guests: Partial<ZoneInput> = {}) {
  const own = siteWith([mine("m", 10)]).poolSets?.[0];
  const theirs = {
    name: "theirs",
    owner: "guest",
    groups: [{ name: "main", pools: [pool("one.example.com", "guest"), pool("two.example.org", "guest")] }],
  };
  const obligation = {
    name: "ers",
    programme: "ERCOT ERS-10",
    obligation: "1 MW",
    notice: "10 min",
    maximumDuration: "8 h",
    from: "2026-01-01",
  };
  return subjectOf(
    siteWith(
      [
        mine("m", 10),
        mine("guests", 20, { mining: { ...miners(20), owner: "guest", poolSet: "theirs" }, ...guests }),
      ],
      {
        poolSets: [...(own === undefined ? [] : [own]), theirs],
        hashrateOwners: [{ name: "guest", ...(curtailment === undefined ? {} : { curtailment }) }],
        demandResponse: promised ? [obligation] : [],
      },
    ),
  );
}

const sv2Pools: PoolInput[] = [
  {
    url: "stratum2+tcp://stratum.braiins.com:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna",
    user: "test.{zone}",
  },
  {
    url: "stratum2+tcp://stratum.ckpool.org:3336/9anrRNhBh7869XtNnFcCuGBRZP51E635qGbu457J5kHdszhfRc3",
    user: "test.{zone}",
  },
];

function translated(fallback: string | undefined, change: Partial<ZoneInput> = {}) {
  const zone = mine("m", 10, {
    mining: { ...miners(10), proxy: { kind: "sv2-translator", serviceNodes: "edge" } },
    ...change,
  });
  return subjectOf(
    siteWith([zone], {
      poolSets: [
        {
          name: "pools",
          ...(fallback === undefined ? {} : { fallback }),
          groups: [{ name: "main", pools: sv2Pools }],
        },
        { name: "plain", groups: [{ name: "main", pools: [one, two] }] },
      ],
    }),
  );
}

function named(workerName: string, user = "test") {
  const group = { name: "main", pools: [pool("one.example.com", user), pool("two.example.org", user)] };
  return poolSet({ workerName, groups: [group] }, [mine("m", 10), mine("n", 20)]);
}

function draining(stripped: string) {
  const states: ZoneInput["states"] = [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2026-03-01" },
    { state: "stripped", from: stripped },
  ];
  return subjectOf(siteWith([mine("m", 10, { states })]));
}

testPack(mining, {
  "mining/single-pool-host": () => ({
    passes: pools([one, two]),
    fails: [
      [
        pools([one], [two, one]),
        /group "g-1" of pool set "pools" reaches only one.example.com/,
        "site.yaml poolSets.0.groups.0",
      ],
    ],
    notApplicable: noMining(),
  }),
  "mining/pools-of-two-operators": () => ({
    passes: pools([one, two]),
    fails: [
      [
        pools([one, pool("two.example.com")]),
        /all pools of set "pools" are of example.com/,
        "site.yaml poolSets.0",
      ],
      [pools([pool("eu.pool.co.uk"), pool("us.pool.co.uk")]), /are of pool.co.uk/, "site.yaml poolSets.0"],
    ],
    notApplicable: noMining(),
  }),
  "mining/test-key": () => ({
    passes: objects(configMapOf("n", "c", { key: sv2Pools[0]?.url ?? "" })),
    fails: [
      [
        objects(configMapOf("n", "c", { "config.toml": `key = "${testKeyText}"` })),
        /holds a test key/,
        "ConfigMap data.config.toml",
      ],
    ],
    notApplicable: noMining(),
  }),
  "mining/example-payout-address": () => ({
    passes: pools([one, pool("two.example.org", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq.{zone}")]),
    fails: [
      [
        pools([one, pool("two.example.org", `${exampleAddress}.{zone}`)]),
        /pays to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4/,
        "site.yaml poolSets.0.groups.0.pools.1.user",
      ],
    ],
    notApplicable: noMining(),
  }),
  "mining/plain-text-secret": () => ({
    passes: objects(
      configMapOf("n", "c"),
      podWith({ name: "POOL_PASSWORD", valueFrom: { secretKeyRef: { name: "pool", key: "password" } } }),
      podWith({ name: "POOL_PASSWORD_FILE", value: "/secrets/pool" }),
      podWith({ name: "POOL_USER", value: "test" }),
    ),
    fails: [
      [
        objects(podWith({ name: "POOL_PASSWORD", value: "x" })),
        /POOL_PASSWORD is written out/,
        "Pod spec.containers[0].env[0].value",
      ],
      [
        objects({
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "s", namespace: "n" },
          data: { password: "eA==" },
        }),
        /a Secret is declared with its content/,
        "Secret data",
      ],
      [
        objects(configMapOf("n", "c", { key: "-----BEGIN EC PRIVATE KEY-----" })),
        /holds a private key/,
        "ConfigMap data.key",
      ],
    ],
    notApplicable: noMining(),
  }),
  "mining/obligation-margin": () => ({
    passes: promising("3 MW"),
    fails: [
      [
        promising("3.5 MW"),
        /on 2026-01-01 3.686 MW of mining can be shed in time for "ers", 105.3 % of the 3.5 MW/,
        "site.yaml demandResponse.0.obligation",
      ],
    ],
    notApplicable: subjectOf(siteWith([mine("m", 10)])),
  }),
  "mining/curtailable-firmware": () => ({
    passes: promising("1 MW"),
    fails: [
      [
        promising("1 MW", { asics: [asics("whatsminer-m63s", "whatsminer")] }),
        /the 1000 miners of "g-10" in zone "m" count for an obligation, but WhatsMiner stock pauses in some versions only/,
        "site.yaml zones.0.mining.asics.0.firmware",
      ],
    ],
    notApplicable: subjectOf(siteWith([mine("m", 10)])),
  }),
  "mining/hosted-owner-without-clause": () => ({
    passes: hosting({ notice: "10 min" }),
    fails: [
      [
        hosting(undefined),
        /"guest" states no curtailment, but its miners in "guests"/,
        "site.yaml hashrateOwners.0",
      ],
    ],
    notApplicable: hosting(undefined, false),
  }),
  "mining/mixed-efficiency": () => ({
    passes: mixed("antminer-s21-pro", "antminer-s21"),
    fails: [
      [
        mixed("antminer-s21-pro", "antminer-s19-xp"),
        /antminer-s19-xp of .* % of that: at most 135 %/,
        "site.yaml zones.0.mining.asics",
      ],
    ],
    notApplicable: mixed("antminer-s21-pro"),
  }),
  "mining/fallback-pools-direct": () => ({
    passes: translated("plain"),
    fails: [
      [
        translated(undefined),
        /run Antminer stock, which is not known to speak to any pool of "pools"/,
        "site.yaml zones.0.mining.asics.0.firmware",
      ],
    ],
    notApplicable: noMining(),
  }),
  "mining/worker-names-across-zones": () => ({
    passes: named("{octet2}x{octet3}x{octet4}"),
    fails: [
      [
        named("{octet3}x{octet4}"),
        /gives miners of the zones "m" and "n" the same names/,
        "site.yaml poolSets.0.workerName",
      ],
    ],
    notApplicable: pools([one, two]),
  }),
  "mining/drain-time": () => ({
    passes: draining("2026-03-08"),
    fails: [
      [
        draining("2026-03-04"),
        /drains its 1000 miners in 3 days, .* on 2026-03-04: at least 7/,
        "site.yaml zones.0.states.1",
      ],
    ],
    notApplicable: subjectOf(siteWith([mine("m", 10)])),
  }),
});

test("An account or a worker's name that has the zone in it is no other zone's", () => {
  const rule = mining.find(({ id }) => id === "mining/worker-names-across-zones");
  for (const subject of [named("{octet4}", "test-{zone}"), named("{zone}.{octet4}")])
    expect(rule && verdictOf(rule, subject)).toEqual([]);
});

test("A site may say that two domains are one operator's", () => {
  const operators = { "example.com": "Example", "example.org": "Example" };
  expect(verdictOf(poolsOfTwoOperators, pools([one, two]), { operators })).toHaveLength(1);
});

test("What programmes are promised of the same mining is added up before the margin is taken", () => {
  const promise = {
    programme: "ERCOT ERS-10",
    obligation: "1.7 MW",
    notice: "10 min",
    maximumDuration: "8 h",
    from: "2026-01-01",
  };
  const both = ["first", "second"].map((name) => ({ ...promise, name }));
  const rule = mining.find(({ id }) => id === "mining/obligation-margin");
  expect(rule && verdictOf(rule, promising("1 MW", {}, { demandResponse: both }))).toHaveLength(2);
  expect(rule && verdictOf(rule, promising("1 MW", {}, { demandResponse: both.slice(0, 1) }))).toEqual([]);
});

test("Neither a digest nor a public key is taken for a secret", () => {
  const harmless = objects(
    configMapOf("n", "c", {
      digest: `sha256:${"ab".repeat(32)}`,
      url: sv2Pools[0]?.url ?? "",
      address: exampleAddress,
    }),
  );
  expect(verdictOf(plainTextSecret, harmless)).toEqual([]);
});

test("A Secret that is only live was made outside, and is none of the manifests'", () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "n" },
    data: { password: "eA==" },
  };
  const subject = objects(secret);
  const live = subject.objects.map((judged) => ({ ...judged, construct: [] }));
  expect(verdictOf(plainTextSecret, subject)).toHaveLength(1);
  expect(verdictOf(plainTextSecret, { ...subject, objects: live })).toEqual([]);
});

test("An example's address is known in capitals and behind a prefix as well", () => {
  for (const user of [exampleAddress.toUpperCase(), `sri/solo/${exampleAddress}/worker`])
    expect(verdictOf(examplePayoutAddress, pools([one, pool("two.example.org", user)]))).toHaveLength(1);
});

/** A zone whose miners are gone on the effective date, and which is being rebuilt. */
const gone: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2025-03-01" },
  { state: "stripped", from: "2025-04-01" },
];

function verdict(id: string, subject: ReturnType<typeof subjectOf>) {
  const rule = mining.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return verdictOf(rule, subject);
}

test("Miners that are gone are no question any more", () => {
  const very = ["antminer-s21-pro", "antminer-s19-xp"].map((model, index) =>
    asics(model, "stock", 10 + index),
  );
  const stripped = mine("m", 10, { states: gone, mining: { ...miners(10), asics: very }, ai: rooms() });
  expect(verdict("mining/mixed-efficiency", subjectOf(siteWith([stripped])))).toBe(notApplicable);
  expect(
    verdict(
      "mining/worker-names-across-zones",
      poolSet(
        {
          workerName: "{octet3}x{octet4}",
          groups: [
            { name: "main", pools: [pool("one.example.com", "test"), pool("two.example.org", "test")] },
          ],
        },
        [mine("m", 10), mine("n", 20, { states: gone, ai: rooms() })],
      ),
    ),
  ).toBe(notApplicable);
  const guests = hosting(undefined, true, { states: gone, ai: rooms() });
  expect(verdict("mining/hosted-owner-without-clause", guests)).toEqual([]);
  const direct = translated(undefined, { states: gone, ai: rooms() });
  expect(verdict("mining/fallback-pools-direct", direct)).toBe(notApplicable);
});

test("Miners that no obligation can call, since their owner's contract does not let it, count for none", () => {
  const asicsOfGuests = { asics: [asics("whatsminer-m63s", "whatsminer", 20)] };
  const guests = (curtailment: object | undefined) =>
    hosting(curtailment, true, {
      mining: { ...miners(20), owner: "guest", poolSet: "theirs", ...asicsOfGuests },
    });
  expect(verdict("mining/curtailable-firmware", guests({ notice: "10 min" }))).toHaveLength(1);
  expect(verdict("mining/curtailable-firmware", guests({ notice: "1 h" }))).toEqual([]);
  expect(verdict("mining/curtailable-firmware", guests(undefined))).toEqual([]);
});

test("A wallet's private key is one in whatever form wallets write it", () => {
  // Keys of the number one, which everybody knows, and an extended key of the test vectors of BIP 32.
  const keys = [
    "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",
    "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
  ];
  for (const key of keys)
    expect(
      verdictOf(plainTextSecret, objects(configMapOf("n", "c", { wallet: `key=${key}` }))),
      key,
    ).toHaveLength(1);
});

test("A password in a configuration is found, and what stands in its place is not", () => {
  const found = [
    'password = "hunter2"',
    "  rpcpassword=hunter2",
    "pool:\n  api_key: hunter2",
    '{"passwd1": "hunter2"}',
  ];
  for (const text of found)
    expect(verdictOf(plainTextSecret, objects(configMapOf("n", "c", { "a.toml": text }))), text).toHaveLength(
      1,
    );
  const harmless = [
    'password = ""',
    '"passwd1": "x", "passwd2": ""',
    `password: ${"$"}{POOL_PASSWORD}`,
    "password_file = /secrets/pool",
    "passwordSecret: pool-a",
    "# the password: ask the wallet's owner",
    'tokens = "2048"',
  ];
  for (const text of harmless)
    expect(verdictOf(plainTextSecret, objects(configMapOf("n", "c", { "a.toml": text }))), text).toEqual([]);
});

test("The same key's older addresses are known as well", () => {
  for (const user of ["1EHNa6Q4Jz2uvNExL497mE43ikXhwF6kZm", "3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN"])
    expect(verdictOf(examplePayoutAddress, pools([one, pool("two.example.org", user)]))).toHaveLength(1);
});
