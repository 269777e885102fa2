import { expect, test } from "vitest";
import { Refusal } from "../../site/problem.ts";
import { loadSite } from "../../templates/load-site.ts";
import { smallSite } from "../load/small-site.ts";
import { temporaryFolder, writeFiles } from "../support/cli.ts";

/** Where a problem is to be reported; it is not written. */
const mark = "‸";

type Edit = readonly [find: string, replacement: string];

/** What is reported of the small site after some edits: place and message, one a line. */
function refused(...edits: readonly Edit[]): { readonly problems: readonly string[]; readonly at: string } {
  let text = smallSite["site.yaml"] ?? "";
  for (const [find, replacement] of edits) {
    if (!text.includes(find)) throw new Error(`the site does not hold ${JSON.stringify(find)}`);
    text = text.replace(find, () => replacement);
  }
  const lines = text.slice(0, text.indexOf(mark)).split("\n");
  const folder = temporaryFolder();
  writeFiles(folder, { ...smallSite, "site.yaml": text.replaceAll(mark, "") });
  const at = `site.yaml:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
  try {
    loadSite(folder);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { problems: error.problems.map(({ where, message }) => `${where}  ${message}`), at };
  }
  return { problems: [], at };
}

const one = '"stratum+tcp://btc.one.example:3333"';
const v2 = "stratum2+tcp://v2.one.example:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";
const userOne = 'user: "ridge.{zone}", passwordSecret: { name: pool-one }';
const plainProxy = "      proxy: { kind: farm-proxy, serviceNodes: edge }";
const network = "          network: { vlan: 110, cidr: 10.10.0.0/20 }";
const secondGroup =
  '      - name: spare\n        pools: [{ url: "stratum+tcp://btc.four.example:3333", user: ridge }]\n';
const owners = "hashrateOwners:\n  - { name: acme }\n  - { name: borealis }\n\npoolSets:\n";

test.each<[what: string, path: string, message: string, edits: readonly Edit[]]>([
  [
    "a password in the URL",
    "poolSets[0].groups[0].pools[0].url",
    "a pool URL has nothing before its host: give the account under user, and name the Secret of a password under passwordSecret",
    [[one, `${mark}"stratum+tcp://ridge:hunter2@btc.one.example:3333"`]],
  ],
  [
    "a secret key of a pool",
    "poolSets[1].groups[0].pools[0].url",
    "the key of stratum2+tcp://v2.one.example:3333 has the form of a secret key, or of a public one of an early draft: give the pool's public key, which begins with 9; if this is the secret of a pool, replace it there",
    [[v2, `${mark}stratum2+tcp://v2.one.example:3333/u95GEReVMjK6k5YqiSFNqqTnKU4ypU2Wm8awa6tmbmDmk1bWt`]],
  ],
  [
    "the secret half of the published test key",
    "poolSets[1].groups[0].pools[0].url",
    '"stratum2+tcp://v2.one.example:3333/mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n" uses a test key whose secret half is public: anyone can pose as this pool; use the pool\'s own key',
    [[v2, `${mark}stratum2+tcp://v2.one.example:3333/mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n`]],
  ],
  [
    "a key with two letters swapped",
    "poolSets[1].groups[0].pools[0].url",
    '"stratum2+tcp://v2.one.example:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9sooans" has a key whose checksum is not right: copy the pool\'s authority key again',
    [[v2, `${mark}${v2.replace("soosna", "sooans")}`]],
  ],
  [
    "an address that is none",
    "poolSets[0].groups[0].pools[0].url",
    '"stratum+tcp://203.0.113.256:3333" names the host "203.0.113.256": use a full domain name or an address',
    [[one, `${mark}"stratum+tcp://203.0.113.256:3333"`]],
  ],
  [
    "a name with an empty part",
    "poolSets[0].groups[0].pools[0].url",
    '"stratum+tcp://btc..example:3333" names the host "btc..example": use a full domain name or an address',
    [[one, `${mark}"stratum+tcp://btc..example:3333"`]],
  ],
  [
    "no IPv6 address in brackets",
    "poolSets[0].groups[0].pools[0].url",
    '"stratum+tcp://[2001:db8::g]:3333" has no IPv6 address in its brackets',
    [[one, `${mark}"stratum+tcp://[2001:db8::g]:3333"`]],
  ],
  [
    "a pool twice in a group",
    "poolSets[0].groups[0].pools[1].url",
    'stratum+tcp://BTC.one.example:3333 stands twice in group "main": a second try at the same pool helps nobody, name another',
    [['"stratum+tcp://btc.two.example:700"', `${mark}"stratum+tcp://BTC.one.example:3333"`]],
  ],
  [
    "Stratum over TLS at a proxy",
    "zones[1].mining.proxy.kind",
    'farm-proxy takes pools at stratum+tcp://…, but pool set "plain" has stratum+ssl://btc.one.example:3333',
    [
      [one, '"stratum+ssl://btc.one.example:3333"'],
      ["kind: farm-proxy", `kind: ${mark}farm-proxy`],
    ],
  ],
  [
    "a password in the user",
    "poolSets[0].groups[0].pools[0].user",
    'the user "ridge.{zone}:…" holds a password: name the Secret that it is in under passwordSecret, and end the user before ":"',
    [[userOne, `user: ${mark}"ridge.{zone}:hunter2"`]],
  ],
  [
    "a key in the user",
    "poolSets[0].groups[0].pools[0].user",
    "the user holds what looks like a key: give the account and worker only; a password goes into a Secret, named under passwordSecret",
    [[userOne, `user: ${mark}"ridge.00112233445566778899aabbccddeeff"`]],
  ],
  [
    "a comma in the user",
    "poolSets[0].groups[0].pools[0].user",
    'user "ridge…" has "," in it, which miners take for the end of it: leave it out',
    [[userOne, `user: ${mark}"ridge,x"`]],
  ],
  [
    "a placeholder that nothing is known for",
    "poolSets[0].groups[0].pools[0].user",
    'user "ridge.{zones}" has {zones}: did you mean "zone"?',
    [[userOne, `user: ${mark}"ridge.{zones}"`]],
  ],
  [
    "two groups of one name",
    "poolSets[0].groups[1].name",
    'pool set "plain" has two groups called "main": rename one',
    [["  - name: second\n", `${secondGroup.replace("spare", `${mark}main`)}  - name: second\n`]],
  ],
  [
    "shares that are not the whole",
    "poolSets[0].groups",
    'pool set "plain": the shares make 99.9 %: together they must be 100 %',
    [
      ["    groups:\n      - name: main\n", `    groups:\n      ${mark}- name: main\n        share: 60 %\n`],
      [
        "  - name: second\n",
        `${secondGroup.replace("spare\n", "spare\n        share: 39.9 %\n")}  - name: second\n`,
      ],
    ],
  ],
  [
    "a quota beside a share",
    "poolSets[0].groups",
    'pool set "plain": some groups have a quota and others a share: give every group of the set a quota, or every one a share',
    [
      ["    groups:\n      - name: main\n", `    groups:\n      ${mark}- name: main\n        share: 60 %\n`],
      [
        "  - name: second\n",
        `${secondGroup.replace("spare\n", "spare\n        quota: 2\n")}  - name: second\n`,
      ],
    ],
  ],
  [
    "a share of nothing",
    "poolSets[0].groups",
    'pool set "plain": a share of nothing: give every group at least 0.0001 %, or leave it out',
    [["    groups:\n      - name: main\n", `    groups:\n      ${mark}- name: main\n        share: 0 %\n`]],
  ],
  [
    "a template with a placeholder that nothing is known for",
    "poolSets[0].workerName",
    '"{zone}.{octet5}" has {octet5}: did you mean "octet1"?',
    [["  - name: plain\n", `  - name: plain\n    workerName: ${mark}"{zone}.{octet5}"\n`]],
  ],
  [
    "a template with a sign that pools do not take",
    "poolSets[0].workerName",
    '"{zone}/{octet4}" has "/" in it: pools take letters, digits, ".", "_" and "-" in the name of a worker',
    [["  - name: plain\n", `  - name: plain\n    workerName: ${mark}"{zone}/{octet4}"\n`]],
  ],
  [
    "a template that gives two miners one name",
    "poolSets[0].workerName",
    '"{zone}.{octet4}" names the miners at 10.10.0.10 and 10.10.1.10 of zone "pit-1" both "pit-1.10": tell them apart by {octet2}, {octet3} and {octet4}',
    [
      ["  - name: plain\n", `  - name: plain\n    workerName: ${mark}"{zone}.{octet4}"\n`],
      [network, `${network}\n          addresses: { first: 10.10.0.10 }`],
    ],
  ],
  [
    "a template that makes a name too long",
    "poolSets[0].workerName",
    `"${"w".repeat(60)}{octet3}x{octet4}" names the miner at 10.10.0.100 "${"w".repeat(60)}0x100", of 65 characters: at most 64, or pools cut it off`,
    [
      ["  - name: plain\n", `  - name: plain\n    workerName: ${mark}"${"w".repeat(60)}{octet3}x{octet4}"\n`],
      [network, `${network}\n          addresses: { first: 10.10.0.10 }`],
    ],
  ],
  [
    "more miners than the network has room for",
    "zones[1].mining.asics[0].addresses.first",
    'the 1000 miners of "rows" would be at 10.10.15.0 to 10.10.18.231, but 10.10.0.0/20 has room for miners from 10.10.0.1 to 10.10.15.254: begin elsewhere, or widen the network',
    [[network, `${network}\n          addresses: { first: ${mark}10.10.15.0 }`]],
  ],
  [
    "a first address that is none",
    "zones[1].mining.asics[0].addresses.first",
    '"10.10.0" is not an IPv4 address: write it as 10.10.0.11',
    [[network, `${network}\n          addresses: { first: ${mark}10.10.0 }`]],
  ],
  [
    "the network's own address for a miner",
    "zones[1].mining.asics[0].addresses.first",
    'the 1000 miners of "rows" would be at 10.10.0.0 to 10.10.3.231, but 10.10.0.0/20 has room for miners from 10.10.0.1 to 10.10.15.254: begin elsewhere, or widen the network',
    [[network, `${network}\n          addresses: { first: ${mark}10.10.0.0 }`]],
  ],
  [
    "a short name for a proxy",
    "zones[1].mining.proxy.address",
    '"proxy" is neither an IPv4 address nor a full domain name: miners resolve names outside the cluster, where a short one means nothing; leave out scheme and port',
    [[plainProxy, `      proxy: { kind: farm-proxy, serviceNodes: edge, address: ${mark}proxy }`]],
  ],
  [
    "one address for two proxies",
    "zones[2].mining.proxy.address",
    '10.9.0.2 is already the proxy of zone "pit-1": give each zone\'s an address of its own',
    [
      [plainProxy, "      proxy: { kind: farm-proxy, serviceNodes: edge, address: 10.9.0.2 }"],
      [
        "proxy: { kind: sv2-translator, serviceNodes: edge }",
        `proxy: { kind: sv2-translator, serviceNodes: edge, address: ${mark}10.9.0.2 }`,
      ],
    ],
  ],
  [
    "one name and port for two proxies",
    "zones[2].mining.proxy.address",
    'proxy.ridge.example:3333 is already the proxy of zone "pit-1": give each zone\'s an address or a port of its own',
    [
      [plainProxy, "      proxy: { kind: farm-proxy, serviceNodes: edge, address: proxy.ridge.example }"],
      [
        "proxy: { kind: sv2-translator, serviceNodes: edge }",
        `proxy: { kind: sv2-translator, serviceNodes: edge, port: 3333, address: ${mark}Proxy.ridge.example }`,
      ],
    ],
  ],
  [
    "the port of a proxy's metrics for its miners",
    "zones[1].mining.proxy.port",
    "port 8080 is where farm-proxy serves its metrics: give miners another",
    [[plainProxy, `      proxy: { kind: farm-proxy, serviceNodes: edge, port: ${mark}8080 }`]],
  ],
  [
    "Stratum over TLS alone to miners that are given no scheme",
    "zones[1].mining.asics[0].firmware",
    'the miners of "rows" need pools for when their proxy does not answer, but pool set "spare" has only Stratum over TLS, which VNish cannot be told: its URLs have no scheme: name a set of stratum+tcp:// pools as its fallback',
    [
      ["firmware: stock", `firmware: ${mark}vnish`],
      [plainProxy, "      proxy: { kind: farm-proxy, serviceNodes: edge, address: 10.9.0.2 }"],
      ["  - name: plain\n", "  - name: plain\n    fallback: spare\n"],
      [
        "\nserviceNodes:\n",
        `  - name: spare
    groups:
      - name: main
        pools:
          - { url: "stratum+ssl://btc.one.example:443", user: ridge }
          - { url: "stratum+ssl://btc.two.example:443", user: ridge }

serviceNodes:
`,
      ],
    ],
  ],
  [
    "a password for the name of its Secret",
    "poolSets[0].groups[0].pools[0].passwordSecret.name",
    'this is not the name of a Kubernetes Secret, which has lower-case letters, digits, "-" and ".": name the Secret, and keep what is secret in it alone',
    [["passwordSecret: { name: pool-one }", `passwordSecret: { name: ${mark}Hunter2! }`]],
  ],
  [
    "an unknown fallback",
    "poolSets[1].fallback",
    'there is no pool set "plane": did you mean "plain"?',
    [["  - name: second\n", `  - name: second\n    fallback: ${mark}plane\n`]],
  ],
  [
    "Stratum V2 alone to miners that do not speak it",
    "zones[2].mining.asics[0].firmware",
    'the miners of "rows" need pools for when their proxy does not answer, but pool set "second" has only Stratum V2, which Antminer stock is not known to speak by itself (braiins-os does): name a set of stratum+tcp:// pools as its fallback',
    [
      ["          firmware: braiins-os", `          firmware: ${mark}stock`],
      [
        "proxy: { kind: sv2-translator, serviceNodes: edge }",
        "proxy: { kind: sv2-translator, serviceNodes: edge, address: 10.9.0.2 }",
      ],
    ],
  ],
  [
    "several groups at a translator",
    "zones[2].mining.proxy.kind",
    'sv2-translator has one list of upstreams, but pool set "second" splits hashrate over 2 groups: use one group, or farm-proxy, which splits for any firmware; by themselves only braiins-os, luxos could',
    [
      ["kind: sv2-translator", `kind: ${mark}sv2-translator`],
      [
        "\nserviceNodes:\n",
        `      - name: spare\n        pools: [{ url: "${v2.replace("v2.one", "v2.three")}", user: ridge }]\n\nserviceNodes:\n`,
      ],
    ],
  ],
  [
    "fixed shares of firmware that has none, at a translator",
    "zones[2].mining.proxy.kind",
    'sv2-translator has one list of upstreams, and LuxOS has no fixed shares, but pool set "second" splits hashrate over 2 groups: use one group, or farm-proxy, which splits for any firmware; by themselves only braiins-os could',
    [
      ["          firmware: braiins-os", "          firmware: luxos"],
      ["kind: sv2-translator", `kind: ${mark}sv2-translator`],
      [
        "  - name: second\n    groups:\n      - name: main\n",
        "  - name: second\n    groups:\n      - name: main\n        share: 70 %\n",
      ],
      [
        "\nserviceNodes:\n",
        `      - name: spare\n        share: 30 %\n        pools: [{ url: "${v2.replace("v2.one", "v2.three")}", user: ridge }]\n\nserviceNodes:\n`,
      ],
    ],
  ],
  [
    "one maker's firmware on another's miners",
    "zones[1].mining.asics[0].firmware",
    'Antminer stock firmware does not run on whatsminer-m60s: its maker\'s is "whatsminer"',
    [
      ["model: antminer-s21\n", "model: whatsminer-m60s\n"],
      ["firmware: stock", `firmware: ${mark}stock`],
    ],
  ],
  [
    "an owner that is none",
    "zones[1].mining.owner",
    'there is no owner of hashrate "acne": did you mean "acme"?; without `owner` it is the operator\'s',
    [
      ["poolSets:\n", owners],
      ["      poolSet: plain\n", `      poolSet: plain\n      owner: ${mark}acne\n`],
      ["  - name: plain\n", "  - name: plain\n    owner: acne\n"],
    ],
  ],
  [
    "a customer's miners on the operator's accounts",
    "zones[1].mining.poolSet",
    'the miners of zone "pit-1" are those of "acme", but pool set "plain" pays the operator\'s own accounts: use a set of the same owner',
    [
      ["poolSets:\n", owners],
      ["      poolSet: plain\n", `      poolSet: ${mark}plain\n      owner: acme\n`],
    ],
  ],
  [
    "an account that two owners use",
    "poolSets[1].groups[0].pools[0].user",
    'account "ridge" is used by pool set "plain" as well, of another owner: give each owner\'s hashrate accounts of its own',
    [
      ["poolSets:\n", owners],
      ["      poolSet: second\n", "      poolSet: second\n      owner: acme\n"],
      ["  - name: second\n", "  - name: second\n    owner: acme\n"],
      [`${v2}\n            user: ridge`, `${v2}\n            user: ${mark}ridge`],
    ],
  ],
  [
    "two owners of one name",
    "hashrateOwners[1].name",
    '"acme" is already the name of hashrateOwners[0]',
    [["poolSets:\n", owners.replace("borealis", `${mark}acme`)]],
  ],
])("%s is refused where it stands", (_, path, message, edits) => {
  const { problems, at } = refused(...edits);
  expect(problems[0]).toBe(`${at}  ${path}: ${message}`);
});

test("A secret that stands in a site is in no message", () => {
  const { problems } = refused(
    [one, '"stratum+tcp://ridge:hunter2@btc.one.example:3333"'],
    ['700", user: "ridge.{zone}"', '700", user: "ridge.{zone}:hunter3"'],
    [v2, "stratum2+tcp://v2.one.example:3333/u95GEReVMjK6k5YqiSFNqqTnKU4ypU2Wm8awa6tmbmDmk1bWt"],
    ["user: ridge.{zone}\n", "user: ridge.5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ\n"],
  );
  expect(problems).toHaveLength(4);
  for (const problem of problems) expect(problem).not.toMatch(/hunter|u95GER|5HueCGU/);
});
