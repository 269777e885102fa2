import { expect } from "vitest";
import { type OpenAdrObjects, openAdrObjects } from "../../../constructs/curtailment/openadr.ts";
import { type Answer, type Client, testWithVtn, type Vtn } from "../../support/vtn.ts";
import { examplePlan } from "./example-plan.ts";

type Json = Readonly<Record<string, unknown>>;

const names = ["programName", "eventName", "reportName", "venName", "resourceName"] as const;

testWithVtn("A server takes every object of a site, and gives it back as it is written", async (vtn) => {
  const { site, plan } = examplePlan();
  const objects = openAdrObjects(plan, site.document);
  const posted = await postAll(vtn, objects);
  expect(posted.length).toBe(Object.values(objects).flat().length);
  for (const { client, path, object, id } of posted) {
    const { status, body } = await client.get(`${path}/${id}`);
    expect(status).toBe(200);
    expect(readBack(object, body)).toEqual(comparable(object));
  }
});

testWithVtn("A server refuses what is not right, and says what", async ({ business, site }) => {
  expect(await business.post("/programs", { programNam: "a" })).toMatchObject({ status: 400 });
  const program = await business.post("/programs", { programName: "refusals" });
  const event = { programID: program.body["id"], intervals: [{ id: 0, payloads: [{ type: "SIMPLE" }] }] };
  expect(await business.post("/events", event)).toMatchObject({ status: 400 });
  // The site may not make programs, and a colon in a target is not to this server's liking: hence the hyphens.
  expect(await site.post("/programs", { programName: "mine" })).toMatchObject({ status: 403 });
  expect(await business.post("/programs", { programName: "colon", targets: ["site:a"] })).toMatchObject({
    status: 400,
  });
});

interface Posted {
  readonly client: Client;
  readonly path: string;
  readonly object: Json;
  readonly id: string;
}

/** Posts everything in the order in which one names the other, with the ids that the server gives for the names. */
async function postAll({ business, site }: Vtn, objects: OpenAdrObjects): Promise<Posted[]> {
  const ids = new Map<unknown, string>();
  const posted: Posted[] = [];
  const post = async (client: Client, path: string, of: readonly object[]) => {
    for (const written of of as readonly Json[]) {
      const object = withIds(written, ids);
      const id = created(await client.post(path, object));
      for (const name of names) if (written[name] !== undefined) ids.set(written[name], id);
      posted.push({ client, path, object, id });
    }
  };
  await post(business, "/programs", objects.programs);
  await post(business, "/events", objects.events);
  await post(site, "/vens", objects.vens);
  await post(site, "/resources", objects.resources);
  await post(site, "/reports", objects.reports);
  return posted;
}

function created({ status, body }: Answer): string {
  expect(status, JSON.stringify(body)).toBe(201);
  return String(body["id"]);
}

function withIds(object: Json, ids: ReadonlyMap<unknown, string>): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      key.endsWith("ID") ? (ids.get(value) ?? value) : value,
    ]),
  );
}

/** Of what the server answers, that which was sent: it adds times, ids and what it takes for granted. */
function readBack(sent: unknown, answered: unknown): unknown {
  if (Array.isArray(sent)) return (answered as unknown[]).map((item, index) => readBack(sent[index], item));
  if (typeof sent !== "object" || sent === null) return comparable(answered);
  const keys = Object.keys(sent).filter((key) => key !== "objectType");
  return Object.fromEntries(
    keys.map((key) => [key, readBack((sent as Json)[key], (answered as Json | undefined)?.[key])]),
  );
}

/** Times and durations have more than one spelling: PT8H is P0Y0M0DT8H0M0S. The server has an object's type in its address. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([key]) => key !== "objectType");
    return Object.fromEntries(entries.map(([key, item]) => [key, comparable(item)]));
  }
  if (typeof value !== "string") return value;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString();
  return /^P(T?\d)/.test(value) ? value.replaceAll(/(?<![1-9])0[YMDHS]/g, "").replace(/T$/, "") : value;
}
