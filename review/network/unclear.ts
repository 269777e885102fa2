/** What is wrong with an object, so that nobody can say what it lets through. */
export class Unclear extends Error {}
