import { accountOf } from "../../site/mining/pool-user.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/**
 * Addresses whose private key is the number one, so that anybody can spend what arrives there: those of BIP 173 and BIP 350,
 * made of the public key 0279be66…f81798 (the generator of secp256k1), and the same key's of before.
 */
const exampleAddresses: ReadonlySet<string> = new Set([
  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
  "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
  "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
  "1EHNa6Q4Jz2uvNExL497mE43ikXhwF6kZm",
  "3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN",
]);

export const examplePayoutAddress: Rule = {
  id: "mining/example-payout-address",
  title: "Payouts to an address of the documentation",
  what: "No pool pays to an address that stands in specifications as an example.",
  why: "The key of such an address is known to everybody: programs wait for payments to it and take them within seconds. A block found there is lost.",
  fix: "Give an address of the site's own wallet as the pool's user.",
  level: "soft",
  check: ({ site }) => {
    const { poolSets } = site.document;
    if (poolSets.length === 0) return notApplicable;
    return poolSets.flatMap((set, index) =>
      set.groups.flatMap(({ pools }, at) =>
        pools.flatMap(({ user }, slot) => {
          const address = accountOf(user).split("/").at(-1) ?? "";
          // Base58 tells capitals from small letters, bech32 does not.
          if (!exampleAddresses.has(address) && !exampleAddresses.has(address.toLowerCase())) return [];
          return [
            {
              place: inSiteDocument("poolSets", index, "groups", at, "pools", slot, "user"),
              message: `pool set "${set.name}" pays to ${address}, an address of the documentation whose private key everybody knows`,
            },
          ];
        }),
      ),
    );
  },
};
