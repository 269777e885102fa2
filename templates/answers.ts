/** What schemas of answers are made of: the words that busbar's own documents are made of. */

export { closed } from "../site/schema/closed.ts";
export { count, day, figure, name, quantity, ratio, text } from "../site/schema/values.ts";
export { asWritten } from "../site/template/as-written.ts";
