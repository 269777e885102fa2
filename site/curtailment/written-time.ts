import { parseDay } from "../day.ts";

/** Of years that have four digits by every clock on earth, and with offsets that there are: up to 18 hours. */
export const writtenTime =
  /^([12]\d{3}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-](?:0\d|1[0-8]):[0-5]\d)?$/;

/** Whether a text is written as a time, whatever the clocks of any place show then. */
export function isTime(text: string): boolean {
  const [, on = "", hour, minute, second = "0"] = writtenTime.exec(text) ?? [];
  return parseDay(on) !== undefined && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}
