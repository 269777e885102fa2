import { kindOfKey } from "../../site/mining/authority-key.ts";
import { stringsIn } from "../objects/strings.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** In pool URLs `site/mining/pool-url.ts` refuses such a key: this looks through everything that is declared. */
export const testKey: Rule = {
  id: "mining/test-key",
  title: "Published test keys",
  what: "No object that is declared has a key of the Stratum V2 reference implementation in it.",
  why: "Both halves of those keys are public. Whoever is in the network between can pose as what has such a key, and take the hashrate.",
  fix: "Make a key pair of your own, put its secret half into a Secret, and name its public half.",
  level: "hard",
  check: ({ objects }) => {
    if (objects.length === 0) return notApplicable;
    return objects.flatMap((judged) =>
      [...stringsIn(judged.object)].flatMap(({ field, value }) =>
        (value.length < 40 ? [] : (value.match(/[1-9A-HJ-NP-Za-km-z]{40,60}/g) ?? [])).some(
          (word) => kindOfKey(word) === "published",
        )
          ? [
              {
                place: { in: "object" as const, judged, field },
                message:
                  "holds a test key of the Stratum V2 reference implementation, whose secret half is public",
              },
            ]
          : [],
      ),
    );
  },
};
