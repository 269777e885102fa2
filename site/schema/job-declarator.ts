import { z } from "zod";
import { closed } from "./closed.ts";
import { secretReference } from "./secret-reference.ts";
import { text } from "./values.ts";

/** Where a Stratum V2 pool takes declared jobs. */
const server = closed({
  pool: text.describe("The host of a pool of the zone's pool set, as in its URL."),
  address: text.describe("Host and port of that pool's job declarator server, such as jds.example.com:3334."),
});

/** A Job Declarator client between the translator and its pools. */
export const jobDeclarator = closed({
  servers: z.array(server).min(1, { error: "a job declarator client needs the server of each pool" }),
  templateProvider: closed({
    address: text.describe("IPv4 address and port of the template provider beside the Bitcoin node."),
    key: text.optional().describe("Its authority key, where it has one."),
  }),
  authorityKey: text.describe(
    "The public half of the client's own key pair, which the translator knows it by.",
  ),
  secret: secretReference("secret-key").describe(
    "The Kubernetes Secret, in the zone's namespace, with the other half.",
  ),
  rewardAddress: text.describe("The Bitcoin address that a block pays when no pool is left to mine for."),
  image: text.optional().describe("The container image. Default: the release of the translator."),
});
