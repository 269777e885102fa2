import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../cluster/live/connect.ts";
import { collectionPath, kindsOf, objectPath } from "../../cluster/live/kinds.ts";
import { retrying } from "../../cluster/live/retry.ts";
import { Refusal } from "../../site/problem.ts";
import { temporaryFolder } from "../support/examples.ts";

const answer = (code: number, text = "") => ({ code, text, retryAfter: 0 });

test("A kubeconfig that is not there is refused with its path and the context it is to have", () => {
  const kubeconfig = join(temporaryFolder(), "kubeconfig");
  expect(() => connect({ context: "black-pearl", kubeconfig })).toThrow(
    `${kubeconfig}  there is no kubeconfig here: give one that has the context "black-pearl"`,
  );
});

test("A context that the kubeconfig lacks is refused with the nearest it has", () => {
  const kubeconfig = written(config("black-pearl", "https://127.0.0.1:6443"));
  expect(() => connect({ context: "black-perl", kubeconfig })).toThrow(
    'it has no context "black-perl": did you mean "black-pearl"?',
  );
});

test("A file that is no kubeconfig is refused without a stack trace", () => {
  const kubeconfig = written("{ not: [yaml");
  expect(() => connect({ context: "x", kubeconfig })).toThrow(Refusal);
});

test("A server that does not answer is named, with what to check", async () => {
  const port = await unusedPort();
  const cluster = connect({
    context: "gone",
    kubeconfig: written(config("gone", `https://127.0.0.1:${port}`)),
  });
  await expect(cluster.request("GET", "/version", { repeatable: false })).rejects.toThrow(
    new RegExp(`https://127.0.0.1:${port} .*ECONNREFUSED.*check that its API server runs`),
  );
});

test("A request is sent again while the server says later, and no longer once it has answered", async () => {
  const answers = [answer(429), answer(503), answer(200, "{}")];
  let sent = 0;
  const got = await retrying("https://server", async () => answers[sent++] ?? answer(500));
  expect([got.code, sent]).toEqual([200, 3]);
});

test("What the server refuses for good is not sent again", async () => {
  let sent = 0;
  const got = await retrying("https://server", async () => {
    sent += 1;
    return answer(403);
  });
  expect([got.code, sent]).toEqual([403, 1]);
});

test("Paths are those of the API: core and groups, with and without a namespace", () => {
  const [pods] = kindsOf("v1", {
    resources: [
      { name: "pods", kind: "Pod", namespaced: true },
      { name: "pods/status", kind: "Pod", namespaced: true },
    ],
  });
  const [topologies] = kindsOf("kueue.x-k8s.io/v1beta2", {
    resources: [{ name: "topologies", kind: "Topology", namespaced: false }],
  });
  if (pods === undefined || topologies === undefined) throw new Error("a kind was not read");
  expect(collectionPath(pods)).toBe("/api/v1/pods");
  expect(collectionPath(pods, "acme")).toBe("/api/v1/namespaces/acme/pods");
  const racks = { apiVersion: topologies.apiVersion, kind: "Topology", metadata: { name: "racks" } };
  expect(objectPath(topologies, racks)).toBe("/apis/kueue.x-k8s.io/v1beta2/topologies/racks");
});

function written(text: string): string {
  const path = join(temporaryFolder(), "kubeconfig");
  writeFileSync(path, text);
  return path;
}

function config(context: string, server: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{ name: local, cluster: { server: "${server}", insecure-skip-tls-verify: true } }]
users: [{ name: admin, user: { token: none } }]
contexts: [{ name: ${context}, context: { cluster: local, user: admin } }]
current-context: ${context}
`;
}

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
