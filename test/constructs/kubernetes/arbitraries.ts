import fc from "fast-check";

/** Whether Terraform leaves the string as it is: others cannot be declared. */
function isDeclarable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text) && text.normalize("NFC") === text && !text.startsWith("\ufeff");
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("$", "{", "}", "%", '"', "\\", "~", "a", "\n") }),
  fc.string({ unit: fc.constantFrom("0", "1", "7", "_", ".", ":", "x", "o", "b", "e", "E", "+", "-", ",") }),
  fc.string({
    unit: fc.constantFrom(" ", "\n", "\t", "\r", "#", ":", "-", "|", ">", "x", "\u0085", "\u2028", "\ufeff"),
  }),
  fc.constantFrom(
    ..."y N yes NO on Off true FALSE null Null ~ = << .inf -.INF .NaN --- ... {} [] {a ' \" ? !tag &a *a %a @a `a".split(
      " ",
    ),
    ..."0x1 0o7 012 0b1 1e3 1_000 1_ 12:30:45 1.5 .5 5. +1 -0 2001-12-14 2001-12-14t21:59:43.10-05:00".split(
      " ",
    ),
    ...["", "- a", "a: b", "a #b", "? a", "a\n", "\na", "a\n\n b\n", " a", "a ", "\t"],
  ),
);

/** Strings that parsers of YAML take for something else, and that Terraform takes for templates. */
export const trickyText = text.filter(isDeclarable);

/** Names of fields and keys of maps. */
export const key = trickyText.filter((text) => text !== "__proto__");

/** JSON values with tricky strings everywhere. */
export const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    trickyText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
}));
