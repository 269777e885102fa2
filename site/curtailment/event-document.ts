import { z } from "zod";

const period = z.object({
  start: z.string().nullish(),
  duration: z.string().nullish(),
  randomizeStart: z.string().nullish(),
});

const payload = z.object({ type: z.string().min(1).max(128), values: z.array(z.unknown()) });

const interval = z.object({
  id: z.int(),
  intervalPeriod: period.nullish(),
  payloads: z.array(payload),
});

const descriptor = z.object({
  payloadType: z.string(),
  units: z.string().nullish(),
  currency: z.string().nullish(),
});

/**
 * What is read of an OpenADR 3.1.1 event. A server adds keys of its own, such as an id and the day of its creation, so that
 * keys which are not read are no mistake.
 */
export const eventDocument = z.object({
  programID: z.string().min(1).max(128),
  eventName: z.string().nullish(),
  duration: z.string().nullish(),
  targets: z.array(z.string()).nullish(),
  payloadDescriptors: z.array(descriptor).nullish(),
  intervalPeriod: period.nullish(),
  intervals: z.array(interval).nullish(),
});

export type EventDocument = z.output<typeof eventDocument>;
export type EventInterval = z.output<typeof interval>;
export type EventPeriod = z.output<typeof period>;
export type EventPayload = z.output<typeof payload>;
export type PayloadDescriptor = z.output<typeof descriptor>;
