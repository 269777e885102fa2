import { smallSite } from "./small-site.ts";

/** One way to get a document wrong, and what must be said about it. */
export interface Case {
  readonly name: string;
  /**
   * The files that are edited: text to find, text to put there instead. The `‸` in the new text is not written: it marks
   * where the problem is to be reported.
   */
  readonly edits: Readonly<Record<string, readonly (readonly [find: string, replacement: string])[]>>;
  /** What the message must say. */
  readonly says: readonly string[];
}

const site = (find: string, replacement: string, ...says: string[]) => ({
  edits: { "site.yaml": [[find, replacement]] as const },
  says,
});

export const mark = "‸";

const lab = (find: string, replacement: string, ...says: string[]) => ({
  edits: { "tenants/lab.yaml": [[find, replacement]] as const },
  says,
});

/** Documents that do not have the shape they should. */
export const shapes: readonly Case[] = [
  {
    name: "An unknown key is reported where it stands, with the nearest name",
    ...lab("    racks: 8", "    ‸rack: 8", 'demand[0]: unknown key "rack"', 'did you mean "racks"?'),
  },
  {
    name: "An unknown key that is like no other comes with the keys that are allowed",
    ...site(
      "effectiveDate: 2026-07-01",
      "effectiveDate: 2026-07-01\n‸xyzzyplugh: 1",
      'unknown key "xyzzyplugh"',
      "allowed here: version, name, title",
    ),
  },
  {
    name: "An unknown key named as a method of every object is an unknown key",
    ...site("title: Ridge", "‸constructor: Ridge", 'unknown key "constructor": did you mean "contracts"?'),
  },
  {
    name: "A key with a line break in it is quoted on one line",
    ...site("title: Ridge", '‸"ti\\ntle": Ridge', 'unknown key "ti\\ntle": did you mean "title"?'),
  },
  {
    name: "A key that JavaScript knows as an object's prototype is an unknown key",
    ...site("title: Ridge", "‸__proto__: { name: other }", 'unknown key "__proto__"'),
  },
  {
    name: "A missing key is reported at the mapping that lacks it",
    ...site(
      "  - { name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
      "  - ‸{ name: ut-1, from: mt-m, rating: 5 MVA }",
      'power[5]: "kind" is missing',
    ),
  },
  {
    name: "A unit of another kind is named as such",
    ...site(
      "load: 20 MW",
      "load: ‸20 MVA",
      'interconnects[0].approvals[0].load: "20 MVA" is an apparent power, not a power',
      "allowed units: W, kW, MW",
    ),
  },
  {
    name: "A unit in the wrong case is unknown",
    ...site("load: 20 MW", "load: ‸20 mw", '"20 mw" has an unknown unit "mw"', 'write a power such as "'),
  },
  {
    name: "A power without a unit is refused",
    ...site("load: 20 MW", "load: ‸20", "20 has no unit", "allowed units: W, kW, MW"),
  },
  {
    name: "A negative power is refused",
    ...site("load: 20 MW", "load: ‸-20 MW", '"-20 MW" is negative'),
  },
  {
    name: "A power with a decimal comma is refused",
    ...site(
      "load: 20 MW",
      'load: ‸"20,5 MW"',
      '"20,5 MW" has a comma in its number: write decimals with a point',
    ),
  },
  {
    name: "A power too large to be a number is refused",
    ...site("load: 20 MW", `load: ‸1${"0".repeat(320)} MW`, "too large"),
  },
  {
    name: "A figure that is neither a value nor a mapping says what it is",
    ...site("load: 20 MW", "load: ‸[20 MW]", "a list is not a power: write it as "),
  },
  {
    name: "A figure that is empty says so",
    ...site(
      "    voltage: 138 kV",
      "    ‸voltage:",
      "interconnects[0].voltage: an empty value is not a voltage",
    ),
  },
  {
    name: "A figure written as a mapping needs a value",
    ...site(
      "obligation: { value: 3 MW, source: survey }",
      "obligation: ‸{ source: survey }",
      'demandResponse[0].obligation: "value" is missing',
    ),
  },
  {
    name: "A day that does not exist is refused",
    ...site(
      "effectiveDate: 2026-07-01",
      "effectiveDate: ‸2026-02-30",
      'effectiveDate: "2026-02-30" is not a day: write it as 2026-07-01',
    ),
  },
  {
    name: "A day in another order is refused",
    ...lab("from: 2026-02-01", "from: ‸01.02.2026", 'lease.from: "01.02.2026" is not a day'),
  },
  {
    name: "Another version is refused",
    ...site("version: 1", "version: ‸2", "version: 2 is not 1"),
  },
  {
    name: "A name in capitals is refused",
    ...site("name: ridge", "name: ‸Ridge_1", 'name: "Ridge_1" is not a name: use 1 to 40 lower-case letters'),
  },
  {
    name: "A name that every construct already has is refused",
    ...site("- name: pit-1", "- name: ‸constructor", 'zones[1].name: "constructor" cannot be a name'),
  },
  {
    name: "A source's id is a name, and the id itself is pointed at",
    ...site("  survey: {", "  ‸The Survey: {", 'sources: "The Survey" is not a name'),
  },
  {
    name: "A value that is not among those allowed comes with the nearest",
    ...lab(
      "offering: namespaces",
      "offering: ‸namespace",
      '"namespace" is not one of powered-shell, bare-metal',
      'did you mean "namespaces"?',
    ),
  },
  {
    name: "A count that is not whole is refused",
    ...lab("racks: 8", "racks: ‸8.5", "demand[0].racks: 8.5 is not a whole number"),
  },
  {
    name: "A count of none is refused",
    ...lab("racks: 8", "racks: ‸0", "demand[0].racks: 0 is too small: at least 1"),
  },
  {
    name: "A number out of its range is shown with the range's end",
    ...site(
      "vlan: 110",
      "vlan: ‸4095",
      "zones[1].mining.asics[0].network.vlan: 4095 is too large: at most 4094",
    ),
  },
  {
    name: "A number below its range is shown with the range's end",
    ...site("tenantPrefixLength: 20", "tenantPrefixLength: ‸4", "4 is too small: at least 8"),
  },
  {
    name: "A gross-to-critical ratio under one is refused",
    ...site("grossToCritical: 1.3", "grossToCritical: ‸0.9", "zones[0].ai.grossToCritical: 0.9 is too small"),
  },
  {
    name: "A list where a mapping belongs is refused",
    ...lab(
      "groups:\n  admins: [lab-admins]\n  users: [lab-users]",
      "groups: ‸[lab-admins]",
      "groups: a list is not a mapping of keys to values",
    ),
  },
  {
    name: "Text where a list belongs is refused",
    ...site("    zones: [hall]", "    zones: ‸hall", 'fabrics[0].zones: "hall" is not a list'),
  },
  {
    name: "The state tenant is not declared",
    ...site(
      "      - { state: ai-ready, from: 2026-01-01 }",
      "      - { state: ai-ready, from: 2026-01-01 }\n      - { state: ‸tenant, from: 2026-02-01 }",
      'zones[0].states[1].state: "tenant" is not declared',
    ),
  },
  {
    name: "A password in plain text is refused, with where it belongs",
    ...site(
      "passwordSecret: { name: pool-one }",
      "‸password: hunter2",
      'unknown key "password"',
      "passwords never stand in a site document",
      "passwordSecret",
    ),
  },
  {
    name: "A range of identifiers that is not one is refused",
    ...site(
      "vni: 51000-51999",
      "vni: ‸51000..51999",
      '"51000..51999" is not a range: write it as 51000-55999',
    ),
  },
  {
    name: "A range of an estimate without its base is refused",
    ...site(
      "\npower:\n",
      "\neconomics:\n  poolFee: ‸{ low: 1 %, high: 3 % }\n\npower:\n",
      "economics.poolFee: is no whole range: write value alone, or all of low, base and high",
    ),
  },
  {
    name: "A range of an estimate that falls is refused",
    ...site(
      "\npower:\n",
      "\neconomics:\n  poolFee: ‸{ low: 3 %, base: 2 %, high: 4 % }\n\npower:\n",
      "economics.poolFee: low 3 %, base 2 %, high 4 %: each must be at least the one before",
    ),
  },
];

/** The last line of the zone that is converted. */
const converting = "proxy: { kind: sv2-translator, serviceNodes: edge }";

const firstKey = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";

const clientServers =
  "servers: [{ pool: v2.one.example, address: jds.one.example:3334 }, { pool: v2.two.example, address: jds.two.example:3334 }]";

/** The proxy of a zone with a job declarator client. */
function behindClient(servers: string, key: string, at = ""): string {
  const rest = `templateProvider: { address: 10.0.0.7:8442 }, authorityKey: ${at}${key}, secret: { name: client }, rewardAddress: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4`;
  return `proxy: { kind: sv2-translator, serviceNodes: edge, jobDeclarator: { ${servers}, ${rest} } }`;
}

const statedLeaves = "    leaves: { count: 64, downlinks: 64 }";

function designed(rules: string): string {
  return `    design: { ${rules} }`;
}

/** Documents of the right shape that contradict themselves, each other, or physics. */
export const contents: readonly Case[] = [
  {
    name: "A zone under two parents is refused",
    ...site(
      "feeds: { A: ut-1 }",
      "feeds: ‸{ A: ut-1, B: ut-2 }",
      'zone "pit-1" has two parents, "ut-1" and "ut-2"',
      "name one feed, or make it 2N",
    ),
  },
  {
    name: "A zone that nothing feeds is refused",
    ...site("feeds: { A: ut-1 }", "feeds: ‸{}", 'zone "pit-1" has no feed'),
  },
  {
    name: "A 2N zone with one feed is refused",
    ...site("feeds: { A: ut-a, B: ut-b }", "feeds: ‸{ A: ut-a }", 'zone "hall" is 2N', "path B"),
  },
  {
    name: "A power node declared under two parents is refused",
    ...site(
      "  - { name: ut-2,",
      "  - { name: ‸ut-1, kind: unit-transformer, from: mt-a, rating: 5 MVA }\n  - { name: ut-2,",
      '"ut-1" is declared twice, under "mt-m" and under "mt-a": an element has one parent',
    ),
  },
  {
    name: "A cycle in the power tree is refused, and written out",
    edits: {
      "site.yaml": [
        [
          "kind: main-transformer, from: poi, rating: 5 MVA",
          "kind: main-transformer, from: ‸ut-2, rating: 5 MVA",
        ],
      ],
    },
    says: ["power[2].from: the power tree has a cycle: mt-m ← ut-2 ← mt-m"],
  },
  {
    name: "A power node that feeds itself is a cycle",
    ...site(
      "name: ut-1, kind: unit-transformer, from: mt-m",
      "name: ut-1, kind: unit-transformer, from: ‸ut-1",
      "the power tree has a cycle: ut-1 ← ut-1",
    ),
  },
  {
    name: "The paths of a 2N zone share no transformer",
    ...site(
      "feeds: { A: ut-a, B: ut-b }",
      "feeds: ‸{ A: ut-1, B: ut-2 }",
      'paths A and B of zone "hall" share "mt-m"',
      "no common element below the interconnect",
    ),
  },
  {
    name: "A path runs over elements of its own letter",
    ...site(
      "feeds: { A: ut-1 }",
      "feeds: { A: ‸ut-b }",
      'path A of zone "pit-1" runs over "ut-b", which belongs to path B',
    ),
  },
  {
    name: "N+1 of one unit is refused",
    ...site(
      "units: 3, redundancy: N+1",
      "units: 1, redundancy: ‸N+1",
      '"mt-m" is N+1 with 1 unit: give it 2 units or more',
    ),
  },
  {
    name: "Cooling that is N+1 of one unit is refused",
    ...site(
      "air: { unit: 400 kW, units: 6, redundancy: N+1 }",
      "air: ‸{ unit: 3 MW, units: 1, redundancy: N+1 }",
      "air cooling is N+1 with 1 unit",
    ),
  },
  {
    name: "States out of the order of time are refused",
    ...site(
      "{ state: stripped, from: 2027-03-01 }",
      "‸{ state: stripped, from: 2027-01-01 }",
      'zone "pit-2" is "stripped" from 2027-01-01, not after "draining" from 2027-02-01',
      "list the states in order of time",
    ),
  },
  {
    name: "A state that cannot follow the one before is refused, with those that can",
    ...site(
      "{ state: draining, from: 2027-02-01 }\n      - { state: stripped",
      "‸{ state: stripped",
      'zone "pit-2" goes from "mining" to "stripped"',
      "the next state may be draining",
    ),
  },
  {
    name: "A zone that mines needs a mining block",
    edits: {
      "site.yaml": [
        ["  - name: hall\n", "  - ‸name: hall\n"],
        ["{ state: ai-ready, from: 2026-01-01 }", "{ state: mining, from: 2025-01-01 }"],
      ],
    },
    says: ['zones[0]: zone "hall" is "mining" from 2025-01-01, but has no mining block'],
  },
  {
    name: "A zone that becomes AI-ready needs an ai block",
    edits: {
      "site.yaml": [
        ["  - name: pit-1\n", "  - ‸name: pit-1\n"],
        [
          "{ state: mining, from: 2025-01-01 }\n    mining:",
          "{ state: ai-ready, from: 2025-01-01 }\n    mining:",
        ],
      ],
    },
    says: ['zones[1]: zone "pit-1" is "ai-ready" from 2025-01-01, but has no ai block'],
  },
  {
    name: "A hall of more positions than any hall has is refused",
    ...site(
      "      rows: 4",
      "      rows: ‸40000",
      'zone "hall" has 40000 rows of 10 positions: more than 100000',
    ),
  },
  {
    name: "A row of more positions than any hall has is refused where the row's are stated",
    ...site(
      "      positionsPerRow: 10",
      "      positionsPerRow: ‸100000",
      'zone "hall" has 4 rows of 100000 positions: more than 100000',
    ),
  },
  {
    name: "Two ASIC networks that overlap are refused",
    ...site(
      "cidr: 10.10.16.0/20",
      "cidr: ‸10.10.8.0/21",
      "the ASIC network of pit-2/rows (10.10.8.0/21) overlaps the ASIC network of pit-1/rows (10.10.0.0/20)",
    ),
  },
  {
    name: "An ASIC network among a fabric's tenant prefixes is refused",
    ...site(
      "cidr: 10.10.16.0/20",
      "cidr: ‸10.130.0.0/20",
      "the ASIC network of pit-2/rows (10.130.0.0/20) overlaps the tenants' prefixes of fabric roce-1 (10.128.0.0/12)",
    ),
  },
  {
    name: "A CIDR with host bits set is refused",
    ...site(
      "cidr: 10.10.0.0/20",
      "cidr: ‸10.10.0.1/20",
      '"10.10.0.1/20" is not an IPv4 block',
      "no host bits set",
    ),
  },
  {
    name: "An address without a length is no CIDR",
    ...site(
      "cidr: 10.10.0.0/20",
      "cidr: ‸10.10.0.0",
      '"10.10.0.0" is not an IPv4 block',
      "such as 10.10.0.0/20",
    ),
  },
  {
    name: "A number over 255 in an address is refused",
    ...site("prefixes: 10.128.0.0/12", "prefixes: ‸10.256.0.0/12", '"10.256.0.0/12" is not an IPv4 block'),
  },
  {
    name: "A tenant's block that is larger than the pool is refused",
    ...site(
      "tenantPrefixLength: 20",
      "tenantPrefixLength: ‸10",
      "a tenant's block of /10 does not fit into 10.128.0.0/12",
    ),
  },
  {
    name: "A VLAN used twice is refused",
    ...site("vlan: 120", "vlan: ‸110", "VLAN 110 is already that of pit-1/rows"),
  },
  {
    name: "A range of identifiers that runs downwards is refused",
    ...site("vni: 51000-51999", "vni: ‸51999-51000", "the range 51999-51000 must run upwards"),
  },
  {
    name: "A VNI above 24 bits is refused",
    ...site("vni: 51000-51999", "vni: ‸51000-16777216", "within 1 to 16777215"),
  },
  {
    name: "An InfiniBand fabric needs partition keys",
    ...site(
      "    kind: roce\n    zones: [hall]\n    scalableUnit: 8\n    leaves: { count: 64, downlinks: 64 }\n    pools:\n      vni",
      "    kind: infiniband\n    zones: [hall]\n    scalableUnit: 8\n    leaves: { count: 64, downlinks: 64 }\n    pools:\n      ‸vni",
      'fabric "roce-1" is InfiniBand',
      "pools.partitionKey, such as 0x0001-0x7ffe",
    ),
  },
  {
    name: "A pool URL without a port is refused",
    ...site(
      '"stratum+tcp://btc.one.example:3333"',
      '‸"stratum+tcp://btc.one.example"',
      '"stratum+tcp://btc.one.example" has no port',
      "stratum+tcp://btc.one.example:3333",
    ),
  },
  {
    name: "A pool URL of another scheme is refused",
    ...site(
      '"stratum+tcp://btc.one.example:3333"',
      '‸"http://btc.one.example:3333"',
      '"http://btc.one.example:3333" is not a pool URL: write stratum+tcp://host:port',
    ),
  },
  {
    name: "A Stratum V2 pool without its key is refused",
    ...site(
      "stratum2+tcp://v2.one.example:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna",
      "‸stratum2+tcp://v2.one.example:3333",
      "lacks the pool's authority key",
      "stratum2+tcp://v2.one.example:3333/<key>",
    ),
  },
  {
    name: "The published test key of Stratum V2 is refused",
    ...site(
      "stratum2+tcp://v2.one.example:3333/9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna",
      "‸stratum2+tcp://v2.one.example:3333/9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72",
      "uses a test key whose secret half is public",
    ),
  },
  {
    name: "Pools on a single host are refused",
    edits: {
      "site.yaml": [
        ["  - name: plain\n", "  - ‸name: plain\n"],
        ["stratum+tcp://btc.two.example:700", "stratum+tcp://btc.one.example:700"],
      ],
    },
    says: ['pool set "plain" reaches only btc.one.example: add a pool on another host'],
  },
  {
    name: "A proxy that does not speak its pools' protocol is refused",
    ...site(
      "kind: farm-proxy",
      "kind: ‸sv2-translator",
      "sv2-translator takes pools at stratum2+tcp://",
      "stratum+tcp://btc.one.example:3333",
    ),
  },
  {
    name: "A job declarator client without the server of a pool is refused",
    ...site(
      converting,
      behindClient("servers: ‸[{ pool: v2.one.example, address: jds.one.example:3334 }]", firstKey),
      "no server for the pool v2.two.example: add { pool: v2.two.example, address: host:port }",
    ),
  },
  {
    name: "A job declarator client that is known by a published key is refused",
    ...site(
      converting,
      behindClient(clientServers, "9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72", "‸"),
      "this is a test key whose secret half is public",
    ),
  },
  {
    name: "A job declarator client before Farm Proxy is refused",
    ...site(
      "proxy: { kind: farm-proxy, serviceNodes: edge }",
      behindClient(clientServers, firstKey)
        .replace("sv2-translator", "farm-proxy")
        .replace("jobDeclarator: {", "jobDeclarator: ‸{"),
      "farm-proxy cannot work behind one: use sv2-translator, or remove it",
    ),
  },
  {
    name: "A miner model whose figures disagree by over 2 % is refused",
    ...site(
      "  - name: tuned\n    title: A miner with its own tuning\n    hashrate: 200 TH/s\n    power: 3400 W",
      "  - ‸name: tuned\n    title: A miner with its own tuning\n    hashrate: 200 TH/s\n    power: 3300 W",
      '"tuned": 200 TH/s at 17 J/TH makes 3400 W, but its power is 3300 W: they must agree within 2 %',
    ),
  },
  {
    name: "An obligation above the mining that may be curtailed is refused, with the day on which it begins",
    ...site(
      "obligation: { value: 3 MW, source: survey }",
      "obligation: ‸{ value: 5 MW, source: survey }",
      '"summer" obliges the site to shed 5 MW',
      "from 2027-03-01 to 2027-09-30 only 3.675 MW of curtailable mining remains",
    ),
  },
  {
    name: "An obligation never counts on mining that may not be shed",
    edits: {
      "site.yaml": [
        ["obligation: {", "obligation: ‸{"],
        ["      poolSet: plain", "      poolSet: plain\n      curtailable: false"],
      ],
    },
    says: ['"summer" obliges the site to shed 3 MW', "only 0 W of curtailable mining remains"],
  },
  {
    name: "An obligation that ends before it begins is refused",
    ...site(
      "    to: 2027-09-30",
      "    to: ‸2026-05-31",
      'demandResponse[0].to: "summer" ends on 2026-05-31, before it begins on 2026-06-01',
    ),
  },
  {
    name: "A contract that ends before it begins is refused",
    ...site(
      "to: 2028-12-31",
      "to: ‸2024-12-31",
      'contracts[0].to: "block" ends on 2024-12-31, before it begins on 2025-01-01',
    ),
  },
  {
    name: "A reference to an unknown zone comes with the nearest",
    ...lab(
      "zones: [hall]",
      "zones: [‸hal]",
      'demand[0].zones[0]: there is no zone "hal": did you mean "hall"?',
    ),
  },
  {
    name: "A fabric that reaches an unknown zone is refused",
    ...site(
      "    zones: [hall]",
      "    zones: [hall, ‸annex]",
      'fabrics[0].zones[1]: there is no zone "annex": allowed here: hall, pit-1, pit-2',
    ),
  },
  {
    name: "An unknown rack type comes with the nearest",
    ...lab("rackType: h200", "rackType: ‸h201", 'there is no rack type "h201": did you mean "h200"?'),
  },
  {
    name: "An unknown miner model comes with the nearest",
    ...site(
      "model: antminer-s21",
      "model: ‸antminer-s22",
      'there is no miner model "antminer-s22": did you mean "antminer-s21"?',
    ),
  },
  {
    name: "An unknown pool set comes with the nearest",
    ...site("poolSet: plain", "poolSet: ‸plane", 'there is no pool set "plane": did you mean "plain"?'),
  },
  {
    name: "Unknown service nodes come with those there are",
    ...site(
      "serviceNodes: edge }\n  - name: pit-2",
      "serviceNodes: ‸operations }\n  - name: pit-2",
      'there is no group of service nodes "operations": allowed here: edge',
    ),
  },
  {
    name: "An unknown source comes with the nearest",
    ...site(
      "source: survey",
      "source: ‸survy",
      'demandResponse[0].obligation.source: there is no source "survy": did you mean "survey"?',
    ),
  },
  {
    name: "An unknown power node that feeds another comes with the nearest",
    ...site(
      "name: ut-1, kind: unit-transformer, from: mt-m",
      "name: ut-1, kind: unit-transformer, from: ‸mt-x",
      'power[5].from: there is no power node or interconnect "mt-x": did you mean "mt-',
    ),
  },
  {
    name: "An unknown power node that feeds a zone comes with the nearest",
    ...site(
      "feeds: { A: ut-1 }",
      "feeds: { A: ‸ut-9 }",
      'zones[1].feeds.A: there is no power node "ut-9": did you mean "ut-',
    ),
  },
  {
    name: "Two zones of one name are refused",
    ...site("  - name: pit-2", "  - name: ‸pit-1", 'zones[2].name: "pit-1" is already the name of zones[1]'),
  },
  {
    name: "Two tenants of one name are refused, with the other's file",
    edits: { "tenants/studio.yaml": [["name: studio\n", "name: ‸lab\n"]] },
    says: ['there are two tenants of the name "lab": the other is in tenants/lab.yaml'],
  },
  {
    name: "A namespace of two tenants is refused",
    edits: { "tenants/studio.yaml": [["name: studio-render", "name: ‸lab-serving"]] },
    says: ['namespaces[0].name: namespace "lab-serving" already belongs to tenant "lab"'],
  },
  {
    name: "Two demands of one name are refused",
    ...lab(
      "namespaces:\n",
      "  - { name: ‸training, rackType: h200, racks: 1 }\nnamespaces:\n",
      '"training" is used twice: names in demand must differ',
    ),
  },
  {
    name: "A namespace that the platform uses is reserved",
    ...lab("name: lab-serving", "name: ‸kube-system", 'namespace "kube-system" is reserved for the platform'),
  },
  {
    name: "Namespaces are missing where the offering needs them",
    edits: {
      "tenants/lab.yaml": [
        ["offering: namespaces", "offering: ‸namespaces"],
        [
          "namespaces:\n  - { name: lab-training, share: 60 % }\n  - { name: lab-serving, share: 40 % }\n",
          "",
        ],
      ],
    },
    says: ["offering: the offering namespaces needs at least one namespace: add namespaces: [{ name: … }]"],
  },
  {
    name: "Namespaces that the offering does not have are refused",
    edits: {
      "tenants/lab.yaml": [
        ["offering: namespaces", "offering: bare-metal"],
        ["  - { name: lab-training", "  ‸- { name: lab-training"],
      ],
    },
    says: [
      "namespaces: the offering bare-metal has no namespaces: the tenant runs its own software; remove them",
    ],
  },
  {
    name: "Shares of more than the whole are refused",
    edits: {
      "tenants/lab.yaml": [
        ["  - { name: lab-training", "  ‸- { name: lab-training"],
        ["share: 40 %", "share: 45 %"],
      ],
    },
    says: ["namespaces: the namespaces' shares add up to 105 %: at most 100 %"],
  },
  {
    name: "A dedicated cluster that no cluster is named for is refused",
    ...lab(
      "offering: namespaces",
      "offering: ‸dedicated-cluster",
      'tenant "lab" is to have a cluster for itself, but no cluster of site.yaml names it',
      "tenants: [lab]",
    ),
  },
  {
    name: "Each kind of work goes to exactly one cluster",
    ...site(
      "serviceNodes:\n",
      "clusters:\n  ‸- { name: one, context: one, holds: [operations] }\nserviceNodes:\n",
      "clusters: no cluster holds ai: exactly one must",
    ),
  },
  {
    name: "Two clusters behind one kubeconfig context are refused",
    ...site(
      "serviceNodes:\n",
      "clusters:\n  - { name: one, context: site, holds: [operations] }\n  - { name: two, context: ‸site, holds: [ai] }\nserviceNodes:\n",
      'clusters "one" and "two" are both context "site" of ~/.kube/config',
      'give "two" its own context, or make them one',
    ),
  },
  {
    name: "A placeholder that names of nodes do not have is refused, with the nearest one",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: ‸"{zone}-{rak}-n{node}" }\nserviceNodes:\n',
      "nodeNames.racks: there is no placeholder {rak} in names of racks",
      'did you mean "rack"?',
    ),
  },
  {
    name: "Names that several nodes of racks would share are refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: ‸"{site}-{rack}" }\nserviceNodes:\n',
      'nodeNames.racks: "{site}-{rack}" gives several nodes one name: it lacks {zone}, {node}',
    ),
  },
  {
    name: "Names that several service nodes would share are refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { services: ‸"{name}" }\nserviceNodes:\n',
      'nodeNames.services: "{name}" gives several nodes one name: it lacks {index}',
    ),
  },
  {
    name: "Placeholders of nodes' names that run into each other are refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: ‸"{zone}{rack}-{node}" }\nserviceNodes:\n',
      'nodeNames.racks: "{zone}{rack}-{node}" joins two placeholders without "-" or "." between them',
    ),
  },
  {
    name: "Names of nodes that Kubernetes does not take are refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: ‸"{zone}-{rack}_Node-{node}" }\nserviceNodes:\n',
      'nodeNames.racks: "pit-2-r04p10_Node-04" is no name of a node: use lower-case letters, digits',
    ),
  },
  {
    name: "Names of nodes that are longer than a hostname label are refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: ‸"{zone}-{rack}-{node}.gpu.compute.ridge.texas.united-states.example.com" }\nserviceNodes:\n',
      "nodeNames.racks: names come to 65 characters",
      "at most 63",
    ),
  },
  {
    name: "A service node that may be called as a node of a rack is refused",
    ...site(
      "serviceNodes:\n",
      'nodeNames: { racks: "{zone}-{rack}-{node}", services: "{name}-0{index}" }\nserviceNodes:\n  - { name: ‸hall-r01p01, count: 2 }\n',
      'serviceNodes[0].name: its node "hall-r01p01-01" has a name that a node of a rack may have',
    ),
  },
  {
    name: "A cluster for a tenant that does not exist is refused",
    ...site(
      "serviceNodes:\n",
      "clusters:\n  - { name: one, context: one, holds: [operations, ai], tenants: [‸labs] }\nserviceNodes:\n",
      'there is no tenant "labs": did you mean "lab"?',
    ),
  },
  {
    name: "A group that is another tenant's already is refused",
    edits: {
      "tenants/studio.yaml": [
        ["  - { name: studio-render }\n", "  - { name: studio-render }\ngroups: { viewers: [‸lab-users] }\n"],
      ],
    },
    says: [
      'group "lab-users" is tenant "lab"\'s already, and its people would get into both: give each tenant groups of its own',
    ],
  },
  {
    name: "A group of Kubernetes' own is refused",
    ...lab(
      "users: [lab-users]",
      'users: [lab-users, ‸"system:authenticated"]',
      'group "system:authenticated" is one of Kubernetes\' own',
    ),
  },
  {
    name: "More service nodes than anybody has are refused, before they are counted one by one",
    ...site(
      "count: 3 }",
      "count: ‸9007199254740991 }",
      "at most 1000: service nodes carry proxies and telemetry",
    ),
  },
  {
    name: "A lease that ends before it begins is refused",
    ...lab(
      "to: 2028-01-31",
      "to: ‸2025-01-31",
      "lease.to: the lease ends on 2025-01-31, before it begins on 2026-02-01",
    ),
  },
  {
    name: "A demand that begins before the lease is refused",
    ...lab(
      "racks: 8",
      "racks: 8\n    from: ‸2026-01-01",
      'demand "training" runs from 2026-01-01 to 2028-01-31: it must lie within the lease, 2026-02-01 to 2028-01-31',
    ),
  },
  {
    name: "An expansion right of the name of a demand is refused",
    ...lab(
      "namespaces:\n",
      "options:\n  - { name: ‸training, rackType: h200, racks: 2, until: 2026-12-31 }\nnamespaces:\n",
      '"training" is a demand already: to exercise the option, move it to demand',
    ),
  },
  {
    name: "An expansion right that may be exercised after its racks' last day is refused",
    ...lab(
      "namespaces:\n",
      "options:\n  - { name: more, rackType: h200, racks: 2, until: ‸2028-02-01 }\nnamespaces:\n",
      'option "more" may be exercised until 2028-02-01, after its racks\' last day, 2028-01-31',
    ),
  },
  {
    name: "A demand that is to stand apart from one that is not there is refused",
    ...lab(
      "zones: [hall]",
      "zones: [hall]\n    apartFrom: [{ demand: ‸trainin }]",
      'the tenant has no demand "trainin": did you mean "training"?',
    ),
  },
  {
    name: "An expansion right that is to be near a demand and apart from it is refused",
    ...lab(
      "namespaces:\n",
      "options:\n  - { name: more, rackType: h200, racks: 2, until: 2026-12-31, apartFrom: [{ demand: training }], near: [‸{ demand: training }] }\nnamespaces:\n",
      '"more" is to be near "training" and apart from it: remove one of the two',
    ),
  },
  {
    name: "A demand that ends after the lease is refused",
    ...lab(
      "racks: 8",
      "racks: 8\n    from: 2026-03-01\n    to: ‸2028-02-01",
      'demand "training" runs from 2026-03-01 to 2028-02-01: it must lie within the lease',
    ),
  },
  {
    name: "A demand for racks and critical load at once is refused",
    ...lab(
      "  - name: training\n    rackType: h200\n    racks: 8",
      "  - ‸name: training\n    rackType: h200\n    racks: 8\n    critical: 300 kW",
      'demand "training" gives both racks and critical: remove one',
    ),
  },
  {
    name: "A demand for neither racks nor critical load is refused",
    ...lab(
      "  - name: training\n    rackType: h200\n    racks: 8",
      "  - ‸name: training\n    rackType: h200",
      'demand "training" says not how much it takes: give racks or critical',
    ),
  },
  {
    name: "A bare position is only for a powered shell",
    ...lab(
      "rackType: h200",
      "rackType: ‸shell-air",
      '"shell-air" is a bare position, but the offering is namespaces',
    ),
  },
  {
    name: "An off-peak block without hours is refused",
    ...site(
      "name: block, kind: fixed",
      "name: block, kind: ‸off-peak",
      '"block" is an off-peak block without hours: add hours, as "22:00-06:00"',
    ),
  },
  {
    name: "Hours that are none of a day are refused",
    ...site(
      "  - { name: block, kind: fixed,",
      "  - { name: night, kind: off-peak, power: 1 MW, price: 20 $/MWh, from: 2025-01-01, hours: ‸22:00-25:00 }\n  - { name: block, kind: fixed,",
      '"22:00-25:00" are no hours of a day: write them as "22:00-06:00"',
    ),
  },
  {
    name: "Hours of a contract that delivers round the clock are refused",
    ...site(
      "name: block, kind: fixed,",
      "name: block, kind: fixed, hours: ‸22:00-06:00,",
      '"block" is fixed, which delivers round the clock: only off-peak blocks have hours',
    ),
  },
  {
    name: "A contract that renews after no day is refused",
    ...site(
      "from: 2025-01-01, to: 2028-12-31 }",
      "from: 2025-01-01, renews: ‸true }",
      '"block" has no last day after which it could renew',
    ),
  },
  {
    name: "A contract shorter than a lease is refused",
    ...site(
      "from: 2025-01-01, to: 2028-12-31 }",
      "from: 2025-01-01, to: ‸2027-12-31 }",
      "from 2028-01-01 to 2028-01-31 leases draw up to 424.32 kW at the meter (lab), but contracts deliver 0 W round the clock",
      'let "block" renew (renews: true)',
    ),
  },
  {
    name: "Contracts for less than the leases draw are refused",
    ...site(
      "contracts:\n  - { name: block, kind: fixed, power: 20 MW",
      "contracts:\n  ‸- { name: block, kind: fixed, power: 500 kW",
      "from 2026-04-01 to 2027-03-31 leases draw up to 684.32 kW at the meter (lab, studio), but contracts deliver 500 kW round the clock: 184.32 kW are not covered",
    ),
  },
  {
    name: "Cooling that is N+2 of two units is refused",
    ...site(
      "air: { unit: 400 kW, units: 6, redundancy: N+1 }",
      "air: ‸{ unit: 2 MW, units: 2, redundancy: N+2 }",
      "air cooling is N+2 with 2 units: give it 3 or more",
    ),
  },
  {
    name: "Cooling that is 2N of an odd number of units is refused",
    ...site(
      "air: { unit: 400 kW, units: 6, redundancy: N+1 }",
      "air: ‸{ unit: 1 MW, units: 5, redundancy: 2N }",
      "air cooling is 2N with 5 units: give it an even number, half of which may be lost",
    ),
  },
  {
    name: "Cooling that is removed before it is installed is refused",
    ...site(
      "air: { unit: 400 kW, units: 6, redundancy: N+1 }",
      "air: { unit: 400 kW, units: 6, redundancy: N+1, installed: 2026-01-01, removed: ‸2025-01-01 }",
      "air cooling is removed on 2025-01-01, but installed on 2026-01-01",
    ),
  },
  {
    name: "A floor that does not carry one position is refused",
    ...site(
      "rackMass: 1400 kg",
      "rackMass: 1400 kg\n      floorMass: ‸1.2 t",
      'the floor of zone "hall" carries 1.2 t of racks in all, but one position 1.4 t',
    ),
  },
  {
    name: "Rack feeds at another voltage than the busway that they tap are refused",
    ...site(
      "rackMass: 1400 kg",
      "rackMass: 1400 kg\n      rowBusway: { voltage: 415 V, current: 1 kA }\n      rackFeeds: ‸{ voltage: 240 V, current: 60 A, phases: 3, perPath: 4 }",
      'the busways of zone "hall" are at 415 V and its rack feeds at 240 V: no transformer is between them',
    ),
  },
  {
    name: "A limit on phase imbalance where racks load all phases alike is refused",
    ...site(
      "rackMass: 1400 kg",
      "rackMass: 1400 kg\n      maximumPhaseImbalance: ‸10 %",
      'zone "hall" limits phase imbalance, but its racks are not single-phase',
    ),
  },
  {
    name: "A thing of a conversion is reused or replaced, not both",
    ...site(
      converting,
      `${converting}\n    conversion: { reuses: [building, slab], replaces: [water, ‸slab] }`,
      'zones[2].conversion.replaces[1]: "slab" is both reused and replaced',
    ),
  },
  {
    name: "The cooling of water-cooled miners does not cool by air",
    edits: {
      "site.yaml": [
        [converting, `${converting}\n    conversion: { reuses: [‸cooling] }`],
        ["efficiency: 17 J/TH\n    cooling: air", "efficiency: 17 J/TH\n    cooling: hydro"],
      ],
    },
    says: ['the cooling of zone "pit-2" served hydro-cooled miners and cannot be its air cooling'],
  },
  {
    name: "A conversion is described of a zone that is converted",
    ...site(
      "proxy: { kind: farm-proxy, serviceNodes: edge }",
      "proxy: { kind: farm-proxy, serviceNodes: edge }\n    conversion: ‸{ reuses: [building] }",
      'zones[1].conversion: zone "pit-1" is never converted or built',
    ),
  },
  {
    name: "A hall's transformer is there when commissioning begins, and the first possible day is named",
    edits: {
      "site.yaml": [
        [
          "{ name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
          "{ name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA, installed: ‸2027-11-10 }",
        ],
        ["      poolSet: second\n", "      poolSet: second\n      feeds: { A: ut-1 }\n"],
      ],
    },
    says: [
      'power[6].installed: "ut-2" is installed on 2027-11-10, 40 days after zone "pit-2" needs it for its commissioning (2027-10-01)',
      "have it sooner, or make the zone AI-ready on 2028-02-10 instead of 2028-01-01",
    ],
  },
  {
    name: "A hall's cooling is there when the hall is ready",
    ...site(
      "air: { unit: 400 kW, units: 6, redundancy: N+1 }",
      "air: { unit: 400 kW, units: 6, redundancy: N+1, installed: ‸2026-02-01 }",
      'the air cooling is installed on 2026-02-01, 31 days after zone "hall" needs it to be AI-ready (2026-01-01)',
      "make the zone AI-ready on 2026-02-01 instead of 2026-01-01",
    ),
  },
  {
    name: "A transformer that miners draw on is not removed",
    ...site(
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA, removed: ‸2027-05-01 }",
      '"ut-1" is removed on 2027-05-01, but feeds the miners of zone "pit-1" from 2025-01-01',
      "keep it, or name the feed that takes its place",
    ),
  },
  {
    name: "A transformer that miners draw on is there when they begin",
    ...site(
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA, installed: ‸2025-05-01 }",
      '"ut-1" is installed on 2025-05-01, but feeds the miners of zone "pit-1" from 2025-01-01',
      "have it sooner, or let them mine later",
    ),
  },
  {
    name: "A transformer that an AI hall draws on is not removed",
    ...site(
      "{ name: ut-a, kind: unit-transformer, from: mt-a, rating: 4 MVA, path: A }",
      "{ name: ut-a, kind: unit-transformer, from: mt-a, rating: 4 MVA, path: A, removed: ‸2027-05-01 }",
      '"ut-a" is removed on 2027-05-01, but feeds the AI hall of zone "hall" from 2026-01-01',
    ),
  },
  {
    name: "What a conversion needs arrives by the day it is needed",
    ...site(
      converting,
      `${converting}\n    conversion: { needs: [{ name: chillers, kind: chiller, order: ‸{ placed: 2026-12-01, leadTime: 60 weeks } }] }`,
      '"chillers", ordered on 2026-12-01 with a lead time of 60 weeks, arrives on 2028-01-25, 116 days after zone "pit-2" needs it',
      "AI-ready on 2028-04-26 instead of 2028-01-01",
    ),
  },
  {
    name: "What a conversion needs has a name of its own",
    ...site(
      converting,
      `${converting}\n    conversion: { needs: [{ name: ups, kind: ups }, { name: ‸ups, kind: ups }] }`,
      'zones[2].conversion.needs[1].name: zone "pit-2" already needs a "ups"',
    ),
  },
  {
    name: "What a conversion needs is needed before the hall is ready",
    ...site(
      converting,
      `${converting}\n    conversion: { needs: [{ name: ups, kind: ups, by: ‸2028-02-01 }] }`,
      '"ups" is needed by 2028-02-01, but zone "pit-2" is AI-ready on 2028-01-01 without it',
    ),
  },
  {
    name: "What is ordered is installed when it has arrived",
    ...site(
      "{ name: mt-m, kind: main-transformer, from: poi, rating: 5 MVA, units: 3, redundancy: N+1 }",
      "{ name: mt-m, kind: main-transformer, from: poi, rating: 5 MVA, units: 3, redundancy: N+1, installed: 2024-06-01, order: ‸{ placed: 2022-02-01, leadTime: 128 weeks } }",
      '"mt-m", ordered on 2022-02-01 with a lead time of 128 weeks, arrives on 2024-07-16, 45 days after it is to be installed on 2024-06-01',
    ),
  },
  {
    name: "What was always there is not ordered",
    ...site(
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
      "{ name: ut-1, kind: unit-transformer, from: mt-m, rating: 5 MVA, order: ‸{ placed: 2024-02-01 } }",
      '"ut-1" is ordered, but was always there: give the day it is `installed`',
    ),
  },
  {
    name: "A power node without a rating is refused",
    ...site(
      "  - { name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA }",
      "  - ‸{ name: ut-2, kind: unit-transformer, from: mt-m }",
      '"ut-2" states no rating: give it rating, or current and voltage',
    ),
  },
  {
    name: "A power node with two ratings is refused",
    ...site(
      "name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA",
      "name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA, voltage: 415 V, current: ‸3478 A",
      '"ut-2" states both a rating of 5 MVA and a current of 3.478 kA: keep one of them',
    ),
  },
  {
    name: "A current without a voltage is no rating",
    ...site(
      "name: ut-2, kind: unit-transformer, from: mt-m, rating: 5 MVA",
      "name: ut-2, kind: unit-transformer, from: mt-m, current: ‸3478 A",
      '"ut-2" states a current of 3.478 kA without a voltage',
    ),
  },
  {
    name: "A battery of what is no UPS is refused",
    ...site(
      "name: ut-2, kind: unit-transformer, from: mt-m,",
      "name: ut-2, kind: unit-transformer, from: mt-m, battery: ‸5 min,",
      '"ut-2" is a unit-transformer with a battery of 5 min: only a ups has one',
    ),
  },
  {
    name: "N+2 of two units is refused",
    ...site(
      "units: 3, redundancy: N+1",
      "units: 2, redundancy: ‸N+2",
      '"mt-m" is N+2 with 2 units: give it 3 units or more',
    ),
  },
  {
    name: "A node that carries cooling is not fed by one that does not",
    edits: {
      "site.yaml": [
        ["name: mt-a, kind: main-transformer,", "name: mt-a, kind: main-transformer, carries: critical,"],
        ["kind: unit-transformer, from: mt-a", "kind: unit-transformer, from: ‸mt-a"],
      ],
    },
    says: ['"ut-a" carries gross load, but "mt-a", which feeds it, critical load only'],
  },
  {
    name: "A node that names one source twice is refused",
    ...site(
      "name: ut-2, kind: unit-transformer, from: mt-m,",
      "name: ut-2, kind: unit-transformer, from: ‸[mt-m, mt-m],",
      '"ut-2" names its source "mt-m" twice: name each once',
    ),
  },
  {
    name: "A second source that does not exist is pointed at by itself",
    ...site(
      "name: ut-2, kind: unit-transformer, from: mt-m,",
      "name: ut-2, kind: unit-transformer, from: [mt-m, ‸mt-n],",
      'power[6].from[1]: there is no power node or interconnect "mt-n"',
    ),
  },
  {
    name: "A cycle over a second source is refused",
    ...site(
      "name: mt-m, kind: main-transformer, from: poi,",
      "name: mt-m, kind: main-transformer, from: ‸[poi, ut-2],",
      "the power tree has a cycle: mt-m ← ut-2 ← mt-m",
    ),
  },
  {
    name: "A 3N/2 zone with two feeds is refused",
    ...site(
      "redundancy: 2N\n    feeds: { A: ut-a, B: ut-b }",
      "redundancy: 3N/2\n    feeds: ‸{ A: ut-a, B: ut-b }",
      'zone "hall" is 3N/2 with the feeds A and B: name one for each of the paths A, B and C',
    ),
  },
  {
    name: "A 2N zone with a third feed is refused",
    ...site(
      "feeds: { A: ut-a, B: ut-b }",
      "feeds: ‸{ A: ut-a, B: ut-b, C: ut-1 }",
      'zone "hall" is 2N: name a feed for path A and one for path B, and no other',
    ),
  },
  {
    name: "Paths that share one of their sources are refused",
    edits: {
      "site.yaml": [
        ["kind: unit-transformer, from: mt-a", "kind: unit-transformer, from: [mt-a, mt-m]"],
        ["kind: unit-transformer, from: mt-b", "kind: unit-transformer, from: [mt-b, mt-m]"],
        ["feeds: { A: ut-a, B: ut-b }", "feeds: ‸{ A: ut-a, B: ut-b }"],
      ],
    },
    says: [
      'paths A and B of zone "hall" share "mt-m": a 2N pair has no common element below the interconnect',
    ],
  },
  {
    name: "A feed of the miners that does not exist is refused",
    ...site(
      "    mining:\n      asics:",
      "    mining:\n      feeds: { A: ‸ut-3 }\n      asics:",
      'zones[1].mining.feeds.A: there is no power node "ut-3"',
    ),
  },
  {
    name: "The miners' path runs over elements of its own letter",
    ...site(
      "    mining:\n      asics:",
      "    mining:\n      feeds: { A: ‸ut-b }\n      asics:",
      'path A of the miners of zone "pit-1" runs over "ut-b", which belongs to path B',
    ),
  },
  {
    name: "Miners that nothing feeds are refused",
    ...site(
      "    mining:\n      asics:",
      "    mining:\n      feeds: ‸{}\n      asics:",
      'the miners of zone "pit-1" have no feed',
    ),
  },
  {
    name: "Generators of a node that does not exist are refused",
    ...site(
      "\nzones:",
      "\ngenerators:\n  - { name: gen, backs: ‸ut-c, rating: 4 MVA }\n\nzones:",
      'generators[0].backs: there is no power node "ut-c"',
    ),
  },
  {
    name: "Generators named as a power node are refused",
    ...site(
      "\nzones:",
      "\ngenerators:\n  - { name: ‸ut-a, backs: ut-a, rating: 4 MVA }\n\nzones:",
      '"ut-a" is the name of a power node already: choose another',
    ),
  },
  {
    name: "Two plants that back one node are refused",
    ...site(
      "\nzones:",
      "\ngenerators:\n  - { name: gen-1, backs: ut-a, rating: 4 MVA }\n  - { name: gen-2, backs: ‸ut-a, rating: 4 MVA }\n\nzones:",
      '"gen-2" backs "ut-a", which "gen-1" backs already: make them one plant with more units',
    ),
  },
  {
    name: "Generators that are N+1 of one unit are refused",
    ...site(
      "\nzones:",
      "\ngenerators:\n  - { name: gen, backs: ut-a, rating: 4 MVA, redundancy: ‸N+1 }\n\nzones:",
      '"gen" is N+1 with 1 unit: give it 2 units or more',
    ),
  },
  {
    name: "A battery that is empty before the generators run is refused",
    edits: {
      "site.yaml": [
        [
          "\nzones:",
          "  - { name: ups-a, kind: ups, from: ut-a, rating: 4 MVA, path: A, battery: ‸10 s }\n\ngenerators:\n  - { name: gen, backs: ut-a, rating: 4 MVA, start: 20 s }\n\nzones:",
        ],
        ["feeds: { A: ut-a, B: ut-b }", "feeds: { A: ups-a, B: ut-b }"],
      ],
    },
    says: ['"ups-a" carries its load for 10 s, but "gen" takes 20 s to start'],
  },
  {
    name: "Equipment that is removed before it is installed is refused",
    ...site(
      "\nzones:",
      "  - { name: spare, kind: feeder, from: poi, rating: 1 MVA, installed: 2026-05-01, removed: ‸2026-01-01 }\n\nzones:",
      '"spare" is removed on 2026-01-01, not after it is installed on 2026-05-01',
    ),
  },
  {
    name: "An approval that ends before it begins is refused",
    ...site(
      "{ from: 2025-01-01, load: 20 MW }",
      "{ from: 2025-01-01, load: 20 MW, to: ‸2024-12-31 }",
      'the approval of "poi" from 2025-01-01 ends on 2024-12-31, before it begins',
    ),
  },
  {
    name: "A ramp that ends before its approval begins is refused",
    ...site(
      "{ from: 2025-01-01, load: 20 MW }",
      "{ from: 2025-01-01, load: 20 MW, ramp: { load: 30 MW, by: ‸2024-07-01 } }",
      'the approval of "poi" from 2025-01-01 ramps by 2024-07-01: a ramp ends after the approval begins',
    ),
  },
  {
    name: "A ramp that goes on after its approval ends is refused",
    ...site(
      "{ from: 2025-01-01, load: 20 MW }",
      "{ from: 2025-01-01, load: 20 MW, to: 2026-12-31, ramp: { load: 30 MW, by: ‸2027-07-01 } }",
      "ends on 2026-12-31, before it has ramped by 2027-07-01",
    ),
  },
  {
    name: "A ramp over centuries is a slip of the keyboard",
    ...site(
      "{ from: 2025-01-01, load: 20 MW }",
      "{ from: 2025-01-01, load: 20 MW, ramp: { load: 30 MW, by: ‸9999-12-31 } }",
      "ramps by 9999-12-31: at most 50 years are counted",
    ),
  },
  {
    name: "Mining after the last approval has ended is refused, with its days",
    edits: {
      "site.yaml": [
        ["  - name: poi\n", "  - ‸name: poi\n"],
        ["{ from: 2025-01-01, load: 20 MW }", "{ from: 2025-01-01, load: 20 MW, to: 2026-12-31 }"],
      ],
    },
    says: [
      '"poi" carries a gross load of 7.245 MW, 7.245 MW over the load approval of 0 W, from 2027-01-01, by mining alone',
    ],
  },
  {
    name: "Losses that a hall's ratio does not leave room for are refused",
    edits: {
      "site.yaml": [
        [
          "from: mt-a, rating: 4 MVA, path: A",
          "from: mt-a, rating: 4 MVA, path: A, losses: { noLoad: 700 kW, load: 30 kW }",
        ],
        ["grossToCritical: 1.3", "grossToCritical: ‸1.3"],
      ],
    },
    says: [
      'zone "hall": what feeds it loses at least 703.51 kW at its full load of 2 MW critical, but a ratio of 1.3 leaves 600 kW',
    ],
  },
  {
    name: "Miners whose inrush is above the nameplate of what feeds them are refused",
    edits: {
      "site.yaml": [
        ["  - { name: ut-1,", "  - ‸{ name: ut-1,"],
        ["    mining:\n      asics:", "    mining:\n      restore: { group: 1, inrush: 2 }\n      asics:"],
      ],
    },
    says: [
      '"ut-1" takes in 7.35 MW with restore group 1 coming back, 2.6 MW over its nameplate rating of 4.75 MW, from 2025-01-01, by mining alone',
    ],
  },
  {
    name: "A fabric built for fewer units than its zones have positions for is refused",
    ...site(
      statedLeaves,
      designed("units: ‸4, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64"),
      "fabrics[0].design.units: 4 scalable units of 8 racks are built, the positions of its zones take 5",
    ),
  },
  {
    name: "Leaves that are not those that the design comes to are refused",
    ...site(
      statedLeaves,
      `    leaves: { count: ‸48, downlinks: 32 }\n    spines: { count: 32 }\n${designed(
        "units: 5, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64",
      )}`,
      "48 leaves are stated, the rules come to 40",
    ),
  },
  {
    name: "Ports that cannot be spread evenly over the rails are refused",
    ...site(
      statedLeaves,
      designed("units: 5, portsPerRack: ‸30, rails: 8, leafPorts: 64, spinePorts: 64"),
      "fabrics[0].design.portsPerRack: 30 ports a rack cannot be spread evenly over 8 rails",
    ),
  },
  {
    name: "Fabric managers for whose ports there is no room are refused",
    ...site(
      statedLeaves,
      designed("units: 5, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64, managerPorts: ‸4"),
      "4 ports of fabric managers leave room for 7 racks in the last unit",
      "build one more unit",
    ),
  },
  {
    name: "A fabric of switches that is described as cubes is refused",
    ...site(
      statedLeaves,
      "    torus: ‸{ cubes: 40, switchPorts: 136, sparePorts: 8 }",
      'fabric "roce-1" is roce: it consists of switches',
    ),
  },
  {
    name: "More cubes than an optical circuit switch has ports for are refused",
    ...site(
      statedLeaves,
      "    torus: { cubes: ‸65, switchPorts: 136, sparePorts: 8 }",
      "65 cubes take 130 ports of each optical circuit switch, which has 128 for them: at most 64 cubes",
    ),
  },
  {
    name: "A fabric that says neither how many leaves it has nor what they follow from is refused",
    ...site(
      "  - name: roce-1\n    kind: roce\n    zones: [hall]\n    scalableUnit: 8\n    leaves: { count: 64, downlinks: 64 }",
      "  - ‸name: roce-1\n    kind: roce\n    zones: [hall]\n    scalableUnit: 8",
      '"leaves" is missing: state it, or the "design" it follows from',
    ),
  },
  {
    name: "Attachments of which all rails are the same resource are refused",
    ...site(
      statedLeaves,
      `${designed("units: 5, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64")}\n    attachments: { resource: ‸nvidia.com/roce }`,
      '"nvidia.com/roce" is the same for all 8 rails',
    ),
  },
  {
    name: "A resource of attachments without a domain is refused",
    ...site(
      statedLeaves,
      `${statedLeaves}\n    attachments: { resource: ‸roce }`,
      '"roce" is not a resource: write domain and name, such as nvidia.com/rail{rail}',
    ),
  },
  {
    name: "A contract that sells energy it does not pay for is refused",
    ...site(
      "name: block, kind: fixed,",
      "name: block, kind: fixed, resale: ‸true,",
      '"block" sells what it does not draw, but does not pay for it: add takeOrPay: true, or remove resale',
    ),
  },
  {
    name: "A price in another currency is refused as that",
    ...site(
      "price: 39 $/MWh",
      "price: ‸54 CAD/MWh",
      '"54 CAD/MWh" is in another currency: prices are in US dollars',
    ),
  },
  {
    name: "A time zone that is none comes with the nearest",
    ...site(
      "timeZone: America/Chicago",
      "timeZone: ‸America/Chicgo",
      '"America/Chicgo" is not in the IANA time zone database: did you mean "America/Chicago"?',
    ),
  },
  {
    name: "Hours of the day at a site without a time zone are refused",
    edits: {
      "site.yaml": [
        ["location: { country: US, region: Texas, timeZone: America/Chicago }\n", ""],
        [
          "  - { name: block, kind: fixed,",
          "  - { name: night, kind: off-peak, power: 1 MW, price: 20 $/MWh, from: 2025-01-01, hours: ‸22:00-06:00 }\n  - { name: block, kind: fixed,",
        ],
      ],
    },
    says: ['"night" delivers at hours of the day, but the site has no time zone'],
  },
  {
    name: "A charge on energy without a price of energy is refused",
    ...site(
      "demandResponse:",
      "charges:\n  - { name: delivery, basis: ‸energy }\n\ndemandResponse:",
      '"delivery" is by energy but has no energyPrice: add energyPrice, such as 1.2 $/MWh',
    ),
  },
  {
    name: "A charge on peaks with a price of energy is refused",
    ...site(
      "demandResponse:",
      "charges:\n  - { name: peak, basis: monthly-peak, price: 5 $/kW-month, energyPrice: ‸1 $/MWh }\n\ndemandResponse:",
      '"peak" is by monthly-peak, which has no energyPrice: write price, such as 5 $/kW-month, or another basis',
    ),
  },
  {
    name: "A charge that ends before it begins is refused",
    ...site(
      "demandResponse:",
      "charges:\n  - { name: peak, basis: monthly-peak, price: 5 $/kW-month, from: 2026-02-01, to: ‸2026-01-31 }\n\ndemandResponse:",
      '"peak" ends on 2026-01-31, before it begins on 2026-02-01',
    ),
  },
  {
    name: "Two charges of one name are refused",
    ...site(
      "demandResponse:",
      "charges:\n  - { name: peak, basis: monthly-peak, price: 5 $/kW-month }\n  - { name: ‸peak, basis: contracted, price: 1 $/kW-month }\n\ndemandResponse:",
      '"peak" is already the name of charges[0]',
    ),
  },
  {
    name: "A ramp of nothing is refused",
    ...site(
      "demandResponse:",
      "curtailment:\n  ramp: { down: ‸0 MW/min, up: 1 MW/min }\n\ndemandResponse:",
      "curtailment.ramp.down: a ramp of 0 W/min never gets anywhere",
    ),
  },
  {
    name: "Terms of shedding for a zone that is never shed are refused",
    ...site(
      "      poolSet: plain",
      "      poolSet: plain\n      curtailable: false\n      curtailment: ‸{ minimumOff: 5 min }",
      '"pit-1" is not curtailable: remove curtailment, or curtailable: false',
    ),
  },
  {
    name: "A programme that is nearly one of the catalog comes with its name",
    ...site(
      "programme: ERCOT ERS-10",
      "programme: ‸ERCOT ESR-10",
      '"ERCOT ESR-10" is no known programme: did you mean "ERCOT ERS-10"?',
    ),
  },
  {
    name: "A promise below what its programme takes is refused",
    ...site(
      "obligation: { value: 3 MW, source: survey }",
      "obligation: ‸{ value: 50 kW, source: survey }",
      '"summer" promises 50 kW, and ERCOT ERS-10 takes 100 kW or more',
    ),
  },
  {
    name: "More notice than a programme leaves is refused",
    ...site(
      "    notice: 10 min",
      "    notice: ‸30 min",
      '"summer" counts on 30 min notice, and ERCOT ERS-10 leaves 10 min: state what its contract says',
    ),
  },
  {
    name: "More than the whole of a tenant's load cannot wait",
    ...lab(
      "namespaces:",
      "flexible: { share: ‸120 %, notice: 5 min, maximumDuration: 1 h }\nnamespaces:",
      "flexible.share: 120 % of a load cannot be shed: at most 100 %",
    ),
  },
  {
    name: "Work that may wait for no time at all is refused",
    ...lab(
      "namespaces:",
      "flexible: { share: 20 %, notice: 5 min, maximumDuration: ‸0 h }\nnamespaces:",
      "flexible.maximumDuration: work that may wait for 0 s may not wait",
    ),
  },
  {
    name: "An obligation that no ramp lets go in time is refused where its notice stands",
    edits: {
      "site.yaml": [
        ["demandResponse:", "curtailment:\n  ramp: { down: 100 kW/min, up: 1 MW/min }\n\ndemandResponse:"],
        ["    notice: 10 min", "    notice: ‸10 min"],
      ],
    },
    says: ['"summer" obliges the site to shed 3 MW within 10 min', "only 1 MW can be"],
  },
  {
    name: "Miners that hash for more than all of the time are refused",
    ...site(
      "\npower:\n",
      "\neconomics:\n  miningUptime: ‸120 %\n\npower:\n",
      "economics.miningUptime: 120 % cannot be: miners hash at most 100 % of the time",
    ),
  },
  {
    name: "A pool fee that leaves nothing is refused",
    ...site(
      "\npower:\n",
      "\neconomics:\n  poolFee: ‸{ low: 1 %, base: 2 %, high: 100 % }\n\npower:\n",
      "economics.poolFee: 100 % cannot be: a fee leaves something",
    ),
  },
  {
    name: "A hashprice beside the difficulty that it would follow from is refused",
    ...site(
      "\npower:\n",
      "\neconomics:\n  hashprice: ‸43 $/PH/day\n  difficulty: 130 T\n\npower:\n",
      "economics.hashprice: is stated together with difficulty",
      "state the hashprice, or what it follows from",
    ),
  },
];

const [siteText, labText] = [smallSite["site.yaml"] ?? "", smallSite["tenants/lab.yaml"] ?? ""];

/** A whole file that is wrong, in place of the one that the site has. */
export interface FileCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Where each problem is reported, and what is said there. */
  readonly problems: readonly (readonly [where: string, says: string])[];
}

/** Files that are not YAML, or not one YAML document, or not where a site's files are. */
export const files: readonly FileCase[] = [
  {
    name: "An empty file is refused",
    files: { "site.yaml": "" },
    problems: [["site.yaml:1:1", "is empty: expected a document"]],
  },
  {
    name: "A file of comments alone is empty",
    files: { "tenants/lab.yaml": "# The laboratory.\n# To be written.\n" },
    problems: [["tenants/lab.yaml:1:1", "is empty: expected a document"]],
  },
  {
    name: "A file of one word is not a document",
    files: { "site.yaml": "ridge\n" },
    problems: [["site.yaml:1:1", '"ridge" is not a mapping of keys to values']],
  },
  {
    name: "A file that is a list is not a document",
    files: { "site.yaml": "\n- name: ridge\n" },
    problems: [["site.yaml:2:1", "a list is not a mapping of keys to values"]],
  },
  {
    name: "Two documents in one file are refused",
    files: { "site.yaml": `${siteText}---\n${siteText}` },
    problems: [["site.yaml:1:1", 'holds 2 YAML documents: write one a file, without "---" between']],
  },
  {
    name: "A key written twice is refused, and named where it stands again",
    files: { "tenants/lab.yaml": labText.replace("  uptime:", "  from: 2026-02-01\n  uptime:") },
    problems: [["tenants/lab.yaml:7:3", 'the key "from" stands twice in one mapping: keep one of them']],
  },
  {
    name: "A quoted key written twice is refused",
    files: { "tenants/lab.yaml": `"a: b": 1\n'c': 2\n"a: b": 3\n` },
    problems: [["tenants/lab.yaml:3:1", 'the key "a: b" stands twice in one mapping']],
  },
  {
    name: "An alias is refused, so that a small file cannot grow beyond memory",
    files: {
      "site.yaml": [
        "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]",
        ...["b", "c", "d", "e", "f", "g", "h", "i"].map((key, index) => {
          const alias = `*${"abcdefgh"[index]}`;
          return `${key}: &${key} [${Array(9).fill(alias).join(", ")}]`;
        }),
        "name: *i",
      ].join("\n"),
    },
    problems: [["site.yaml:2:8", "YAML aliases (*name) are not accepted here: write the value in full"]],
  },
  {
    name: "A list nested a thousand times is refused",
    files: { "site.yaml": `zones: ${"[".repeat(1000)}${"]".repeat(1000)}` },
    problems: [["site.yaml:1:", "is nested more than 100 levels deep"]],
  },
  {
    name: "Mappings nested a thousand times by indentation are refused",
    files: { "site.yaml": Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n") },
    problems: [["site.yaml:", "is nested more than 100 levels deep"]],
  },
  {
    name: "A list as a key is refused",
    files: { "tenants/lab.yaml": "? [a, b]\n: 1\n" },
    problems: [["tenants/lab.yaml:1:1", "a key must be text, not a list or a mapping"]],
  },
  {
    name: "Tabs for indentation are refused where the first one stands",
    files: { "tenants/lab.yaml": labText.replaceAll("  ", "\t") },
    problems: [["tenants/lab.yaml:5:1", "not valid YAML: tab characters must not be used in indentation"]],
  },
  {
    name: "A bracket that is never closed is refused",
    files: { "site.yaml": siteText.replace("zones: [hall]", "zones: [hall") },
    problems: [["site.yaml:", "not valid YAML"]],
  },
  {
    name: "Text in another encoding than UTF-8 is refused",
    files: { "site.yaml": Buffer.from(siteText.replace("title: Ridge", "title: Rücken"), "latin1") },
    problems: [["site.yaml", "is not UTF-8 text: a site's documents are YAML"]],
  },
  {
    name: "A binary file is refused",
    files: { "tenants/lab.yaml": Uint8Array.from({ length: 512 }, (_, index) => (index * 151) % 256) },
    problems: [["tenants/lab.yaml", "is not UTF-8 text"]],
  },
  {
    name: "Control characters are refused",
    files: { "tenants/lab.yaml": "name: \u0000\u0001\n" },
    problems: [["tenants/lab.yaml:1:7", "not valid YAML"]],
  },
  {
    name: "A tag is refused",
    files: { "tenants/lab.yaml": labText.replace("name: lab\n", "name: !!js/function lab\n") },
    problems: [["tenants/lab.yaml:2:", "not valid YAML: unknown scalar tag"]],
  },
  {
    name: "An empty item of a list is pointed at in its list",
    files: { "tenants/lab.yaml": labText.replace("    zones: [hall]", "    zones:\n      -") },
    problems: [["tenants/lab.yaml:15:7", "demand[0].zones[0]: an empty value is not text"]],
  },
  {
    name: "A tenant's file that ends in .yml is named, not passed over",
    files: { "tenants/extra.yml": labText },
    problems: [["tenants/extra.yml", "is not read: every file of tenants/ is a tenant and ends in .yaml"]],
  },
  {
    name: "A folder among the tenants is named, not passed over",
    files: { "tenants/old/lab.yaml": labText },
    problems: [["tenants/old", "is not read"]],
  },
  {
    name: "A folder named as a tenant's file is refused",
    files: { "tenants/old.yaml/lab.yaml": labText },
    problems: [["tenants/old.yaml", "is a folder: expected a YAML file"]],
  },
];
