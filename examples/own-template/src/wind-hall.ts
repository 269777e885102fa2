import { AnswersRefused, answers, Power, parts, siteTemplate } from "busbar";
import { z } from "zod";

const { closed, count, day, name, quantity } = answers;

/** The hall is bought ready-made, in one size. */
const hallSize = Power.megawatts(5);

/** A hall of miners beside a wind farm, of which part may become a hall of AI: Acme builds no other site. */
export const windHall = siteTemplate({
  name: "wind-hall",
  version: "1.0.0",
  title: "A hall beside a wind farm",
  what: "One hall of miners on what a wind farm does not sell, and, where it is wanted, a second one for racks of GPUs.",
  answers: closed({
    name: name.describe("What the site is called."),
    day: day.describe("The day that is synthesized."),
    gridOperator: z.string().describe("Whose grid the wind farm is on."),
    connection: quantity(Power).describe("What the site may draw."),
    account: z.string().describe("The account at the pools."),
    miners: count.default(1000).describe("How many miners of the model that Acme buys. Default 1000."),
    ai: closed({ from: day.describe("From when.") })
      .optional()
      .describe("A second hall, for racks of GPUs."),
  }),
  build: ({ name, day, gridOperator, connection, account, miners, ai }) => {
    const wanted = ai === undefined ? hallSize : hallSize.times(2);
    if (wanted.exceeds(connection)) {
      const message = `is ${connection}, and the halls draw ${wanted}: ask for more, or leave out ai`;
      throw new AnswersRefused({ path: ["connection"], message });
    }
    const site = parts.siteAnswersOf({
      name,
      effectiveDate: day,
      interconnects: [
        {
          name: "farm",
          voltage: "34.5 kV",
          gridOperator,
          approvals: [{ from: day, load: connection.exact() }],
        },
      ],
      substation: [{ name: "main", rating: "15 MVA", units: 2, redundancy: "N+1" }],
      pools: {
        account,
        sets: [
          {
            name: "pools",
            groups: [
              {
                pools: [
                  { url: "stratum+tcp://btc.global.luxor.tech:700" },
                  { url: "stratum+tcp://btc.foundryusapool.com:3333" },
                ],
              },
            ],
          },
        ],
      },
    });
    const asics = [{ model: "antminer-s21-pro", count: miners }];
    const halls = [
      parts.hallPlanOf({ name: "mine", supply: "main", dates: { mining: day }, miners: { asics } }),
      ...(ai === undefined
        ? []
        : [parts.hallPlanOf({ name: "gpus", supply: "main", dates: { ready: ai.from }, ai: gpus })]),
    ];
    return parts.siteOf(site, halls);
  },
});

const gpus = { racks: "b300", critical: "3.5 MW", grossToCritical: { value: 1.2, source: "assumed" } };
