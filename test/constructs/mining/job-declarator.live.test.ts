import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { jobDeclaratorConfig } from "../../../constructs/mining/job-declarator.ts";
import { resolvePools } from "../../../constructs/mining/pools.ts";
import { temporaryFolder } from "../../support/examples.ts";
import { freePort, Running, testWithJobDeclarator } from "../../support/sv2.ts";
import { firstKey, secondKey, v2Pools } from "./zones.ts";

/** A secret key as Stratum V2 writes it: 32 bytes and a checksum, in base58. */
function secretKey(): string {
  const key = randomBytes(32);
  const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
  const bytes = Buffer.concat([key, sha256(sha256(key)).subarray(0, 4)]);
  let text = "";
  for (let rest = BigInt(`0x${bytes.toString("hex")}`); rest > 0n; rest /= 58n) {
    text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[Number(rest % 58n)] + text;
  }
  return text;
}

testWithJobDeclarator(
  "The real client lacks nothing but its secret key, and takes that from the environment",
  async (program) => {
    const { groups } = resolvePools(v2Pools, { site: "ridge", zone: "south" });
    const provider = `127.0.0.1:${await freePort()}`;
    const config = jobDeclaratorConfig(
      {
        servers: [
          { pool: "stratum.braiins.com", address: "jds.example.com:3334" },
          { pool: "stratum.ckpool.org", address: "jds.example.org:3334" },
        ],
        templateProvider: { address: provider, key: secondKey },
        authorityKey: firstKey,
        secret: { name: "client", key: "secret-key" },
        rewardAddress: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
      },
      { pools: groups.flatMap(({ upstreams }) => upstreams), signature: "ridge" },
    );
    const file = join(temporaryFolder(), "job-declarator.toml");
    writeFileSync(file, config);

    const without = new Running(program, ["-c", file]);
    expect(await without.ends()).not.toBe(0);
    expect(without.said).toContain("missing field `authority_secret_key`");
    const client = new Running(program, ["-c", file], { JDC__AUTHORITY_SECRET_KEY: secretKey() });
    await client.says(/Failed to connect to template provider attempt=1/);
  },
);
