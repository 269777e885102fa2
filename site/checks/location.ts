import { timeZoneProblem } from "../energy/time-zone.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** The site's clocks are known where contracts name hours of the day. */
export function checkLocation({ site: { location, contracts } }: Documents): Finding[] {
  if (location === undefined) {
    return contracts.flatMap(({ name, hours }, index) =>
      hours === undefined
        ? []
        : [
            inSite(
              ["contracts", index, "hours"],
              `"${name}" delivers at hours of the day, but the site has no time zone: add location with its timeZone, such as America/Chicago`,
            ),
          ],
    );
  }
  const problem = timeZoneProblem(location.timeZone);
  return problem === undefined ? [] : [inSite(["location", "timeZone"], problem)];
}
