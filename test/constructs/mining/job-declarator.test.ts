import { parse } from "@iarna/toml";
import { expect, test } from "vitest";
import type { JobDeclarator } from "../../../constructs/mining/job-declarator.ts";
import { declare, firstKey, northProps, present, refusalOf, secondKey, southProps } from "./zones.ts";

const client: JobDeclarator = {
  servers: [
    { pool: "stratum.braiins.com", address: "jds.braiins.example.com:3334" },
    { pool: "stratum.ckpool.org", address: "203.0.113.9:3335" },
  ],
  templateProvider: { address: "10.0.0.7:8442", key: secondKey },
  authorityKey: firstKey,
  secret: { name: "job-declarator", key: "secret-key" },
  rewardAddress: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
};

function behind(jobDeclarator: JobDeclarator) {
  return { ...southProps, proxy: { ...southProps.proxy, jobDeclarator } };
}

test("Behind a job declarator client the translator has one upstream, and leaves the difficulty to it", () => {
  const { zone } = declare(behind(client));
  expect(parse(zone.config)).toMatchObject({
    downstream_difficulty_config: { enable_vardiff: false },
    upstreams: [
      { address: "127.0.0.1", port: 34265, authority_pubkey: firstKey, user_identity: "acme.south" },
    ],
  });
});

test("The client has the pools in order of failover, each with its own server, and listens to its pod alone", () => {
  const { config, zone } = declare(behind(client));
  expect(config.data?.["job-declarator.toml"]).toBe(zone.jobDeclaratorConfig);
  expect(parse(present(zone.jobDeclaratorConfig))).toMatchObject({
    listening_address: "127.0.0.1:34265",
    authority_public_key: firstKey,
    mode: "FULLTEMPLATE",
    jdc_signature: "ridge",
    coinbase_reward_script: "addr(bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4)",
    upstreams: [
      {
        authority_pubkey: firstKey,
        pool_address: "stratum.braiins.com",
        pool_port: 3333,
        jds_address: "jds.braiins.example.com",
        jds_port: 3334,
        user_identity: "acme.south",
      },
      { pool_address: "stratum.ckpool.org", jds_address: "203.0.113.9", jds_port: 3335 },
    ],
    template_provider_type: { Sv2Tp: { address: "10.0.0.7:8442", public_key: secondKey } },
  });
});

test("Its secret key comes from the Secret, and stands in nothing that is written", () => {
  const { pod, objects } = declare(behind(client));
  expect(pod.containers[1]).toMatchObject({
    name: "job-declarator",
    args: ["-c", "/config-job-declarator/job-declarator.toml"],
    env: [
      {
        name: "JDC__AUTHORITY_SECRET_KEY",
        valueFrom: { secretKeyRef: { name: "job-declarator", key: "secret-key" } },
      },
    ],
  });
  expect(JSON.stringify(objects)).not.toContain("authority_secret_key");
  expect(pod.containers[1]?.securityContext).toEqual(pod.containers[0]?.securityContext);
});

test("The pod may reach the servers and the template provider, and nothing else more", () => {
  const { egress } = declare(behind(client)).policy("stratum-proxy");
  const reached = (address: string) =>
    egress?.find(({ to }) => to?.some(({ ipBlock }) => ipBlock?.cidr === `${address}/32`))?.ports;
  expect(reached("203.0.113.9")).toEqual([{ protocol: "TCP", port: 3335 }]);
  expect(reached("10.0.0.7")).toEqual([{ protocol: "TCP", port: 8442 }]);
  expect(egress?.[1]?.ports).toEqual([3333, 3334, 3336].map((port) => ({ protocol: "TCP", port })));
});

test("A change of the client rolls the proxy, and a zone without one is as it was", () => {
  const hash = (jobDeclarator: JobDeclarator) => declare(behind(jobDeclarator)).zone.configHash;
  expect(hash({ ...client, rewardAddress: "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2" })).not.toBe(hash(client));
  expect(declare(southProps).pod.containers).toHaveLength(1);
  expect(Object.keys(declare(southProps).config.data ?? {})).toEqual(["proxy.toml"]);
});

test.each<[string, JobDeclarator, string]>([
  [
    "without a server of one of the pools",
    { ...client, servers: client.servers.slice(0, 1) },
    "jobDeclarator.servers: no server for the pool stratum.ckpool.org: add { pool: stratum.ckpool.org, address: host:port }",
  ],
  [
    "with a server of another pool",
    { ...client, servers: [...client.servers, { pool: "pool.example.com", address: "a.example.com:1" }] },
    'jobDeclarator.servers.2.pool: "pool.example.com" is no pool of the zone: name one of stratum.braiins.com, stratum.ckpool.org',
  ],
  [
    "with a server without a port",
    { ...client, servers: client.servers.map(({ pool }) => ({ pool, address: "jds.example.com" })) },
    'jobDeclarator.servers.0.address: "jds.example.com" is no full domain name or IPv4 address with a port',
  ],
  [
    "with a server that only the cluster knows",
    { ...client, servers: client.servers.map(({ pool }) => ({ pool, address: "jds:3334" })) },
    'jobDeclarator.servers.0.address: "jds:3334" is no full domain name or IPv4 address with a port',
  ],
  [
    "that pays the key to an address",
    { ...client, rewardAddress: "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ" },
    "jobDeclarator.rewardAddress: this is no address of Bitcoin's main network, or its checksum is not right",
  ],
  [
    "with a template provider by name",
    { ...client, templateProvider: { address: "tp.example.com:8442" } },
    'jobDeclarator.templateProvider.address: "tp.example.com:8442": give the template provider\'s IPv4 address',
  ],
  [
    "with the test key that is published",
    { ...client, authorityKey: "9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72" },
    "jobDeclarator.authorityKey: this is a test key whose secret half is public",
  ],
  [
    "with a key that is none",
    { ...client, templateProvider: { address: "10.0.0.7:8442", key: "hunter2" } },
    "jobDeclarator.templateProvider.key: this is no public key of Stratum V2",
  ],
])("A client %s is refused", (_, jobDeclarator, message) => {
  expect(refusalOf({ proxy: behind(jobDeclarator).proxy }, southProps)).toContain(message);
});

test("A client is refused whose port the translator would take first", () => {
  const proxy = { ...behind(client).proxy, port: 34_265 };
  expect(refusalOf({ proxy }, southProps)).toContain(
    "port 34265 is where the job declarator client of the same pod listens: give miners another",
  );
});

test("A client ends by the signal that it hears, after the translator that works through it", () => {
  const { pod } = declare(behind(client));
  const [translator, declarator] = pod.containers.map(
    ({ lifecycle }) => lifecycle?.preStop?.exec?.command?.at(-1) ?? "",
  );
  const seconds = (command = "") => Number(/^sleep (\d+); kill -INT 1$/.exec(command)?.[1]);
  expect(seconds(declarator)).toBeGreaterThan(seconds(translator));
});

test("Farm Proxy cannot work behind one", () => {
  expect(refusalOf({ proxy: { ...northProps.proxy, jobDeclarator: client } })).toContain(
    "jobDeclarator: farm-proxy cannot work behind one: use sv2-translator, or remove it",
  );
});
