import { Refusal } from "../site/problem.ts";

/** A site that is refused because of what rules say of it, while its documents are right in themselves. */
export class PolicyRefusal extends Refusal {}
