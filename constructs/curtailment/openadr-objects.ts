/** One or more values of a type: what payloads and attributes of OpenADR are made of. */
export function values(
  type: string,
  ...of: readonly (number | string)[]
): { readonly type: string; readonly values: readonly (number | string)[] } {
  return { type, values: of };
}

/** What the values of an event's payload are in. */
export interface PayloadUnits {
  readonly units?: string;
  readonly currency?: string;
}

export function eventDescriptor(payloadType: string, units: PayloadUnits = {}): object {
  return { objectType: "EVENT_PAYLOAD_DESCRIPTOR", payloadType, ...units };
}

/** What the site can report of a load, each type with its unit and how it was come by. */
export const reported = [
  { payloadType: "BASELINE", readingType: "MEAN", units: "KW" },
  { payloadType: "LOAD_SHED_DELTA_AVAILABLE", readingType: "FORECAST", units: "KW" },
  { payloadType: "USAGE_FORECAST", readingType: "FORECAST", units: "KWH" },
  { payloadType: "OPERATING_STATE" },
] as const;

export const reportDescriptors: readonly object[] = reported.map((descriptor) => ({
  objectType: "REPORT_PAYLOAD_DESCRIPTOR",
  ...descriptor,
}));
