import { z } from "zod";
import { Hashrate, MinerEfficiency, Percentage, Power } from "../units/index.ts";
import { closed } from "./closed.ts";
import { jobDeclarator } from "./job-declarator.ts";
import { secretReference } from "./secret-reference.ts";
import { count, figure, name, quantity, sourced, text } from "./values.ts";

/** A model of miner: what its maker states. Power, hashrate and efficiency must agree within 2 %. */
export const minerModel = closed({
  name,
  title: text,
  hashrate: figure(quantity(Hashrate)),
  power: figure(quantity(Power)),
  efficiency: figure(quantity(MinerEfficiency)),
  cooling: z.enum(["air", "hydro", "immersion"]),
  ...sourced,
});

export const firmwares = [
  "stock",
  "braiins-os",
  "luxos",
  "vnish",
  "whatsminer",
  "auradine",
  "avalon",
  "marathon",
  "proto",
  "sealminer",
] as const;

/** Containers or rows of one miner model on one network. */
export const asicGroup = closed({
  name,
  model: name.describe("A miner model of the catalog or of `minerModels`."),
  count: figure(count).describe("How many miners."),
  containers: figure(count).optional(),
  firmware: z.enum(firmwares),
  addresses: closed({
    first: text.describe("The first miner's address; the others follow it, one after the other."),
    perRack: count
      .optional()
      .describe("How many miners share a rack, shelf or container. Default: all are in one."),
  })
    .optional()
    .describe("Where each miner is found, for what configures them one by one."),
  network: closed({
    vlan: z.int().min(1).max(4094),
    cidr: text.describe("The miners' addresses, such as 10.10.0.0/20."),
  }),
  ...sourced,
});

/** The stratum proxy between a zone's miners and its pools. One a zone: each has one routing. */
export const proxy = closed({
  kind: z.enum(["farm-proxy", "sv2-translator"]),
  serviceNodes: name.describe("The service nodes it runs on."),
  port: z
    .int()
    .min(1024)
    .max(65535)
    .optional()
    .describe("Where miners connect. Default 3333 or 34255, by kind."),
  address: text
    .optional()
    .describe("Where miners find it: an IPv4 address that its Service takes, or a name that leads to one."),
  jobDeclarator: jobDeclarator
    .optional()
    .describe("Of an sv2-translator: the site chooses the transactions itself."),
  image: text.optional().describe("The container image. Default: the release busbar was tested with."),
});

/** CPU nodes for mining proxies, telemetry and control; never racks of a tenant. */
export const serviceNodes = closed({
  name,
  count: z
    .int()
    .min(2, { error: "at least 2: the two replicas of a proxy never share a node" })
    .max(1000, { error: "at most 1000: service nodes carry proxies and telemetry, not workloads" }),
  ...sourced,
});

const pool = closed(
  {
    url: text.describe(
      "stratum+tcp://host:port, stratum2+tcp://host:port/authority-key, or, for miners alone, stratum+ssl://host:port.",
    ),
    user: text.describe("The account, or account.worker; {site} and {zone} are replaced."),
    passwordSecret: secretReference("password")
      .optional()
      .describe("A Kubernetes Secret in the zone's namespace."),
  },
  {
    password:
      "passwords never stand in a site document: name the Kubernetes Secret that holds it under passwordSecret: { name, key }",
  },
);

/** Pools in order of preference, and their share of the hashrate. */
const poolGroup = closed({
  name,
  quota: count
    .optional()
    .describe("The group's share of the hashrate, relative to the other groups' quotas. Default 1."),
  share: quantity(Percentage)
    .optional()
    .describe("A fixed share of the hashrate, in place of `quota`; the shares of a set make up 100 %."),
  pools: z
    .array(pool)
    .min(1, { error: "a pool group needs at least one pool" })
    .max(3, { error: "miners have three pool slots: at most 3 pools a group" }),
});

export const poolSet = closed({
  name,
  owner: name
    .optional()
    .describe("Whose accounts these are: an entry of `hashrateOwners`. Default: the site's operator's."),
  fallback: name
    .optional()
    .describe(
      "The pool set whose pools miners are given directly, behind their proxy. Default: this one. Needed where miners do not speak what the proxy speaks to these.",
    ),
  groups: z.array(poolGroup).min(1, { error: "a pool set needs at least one group" }),
  workerName: text
    .default("{zone}.{octet3}x{octet4}")
    .describe("How workers are named: {site}, {zone}, {rack}, {octet1} to {octet4} are replaced."),
});

export type AsicGroup = z.output<typeof asicGroup>;
export type ProxyDocument = z.output<typeof proxy>;
export type Pool = z.output<typeof pool>;
