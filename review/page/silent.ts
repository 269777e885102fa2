/** For what is drawn for the eye alone: its words stand in the name of the link or the picture that it is a part of. */
export const silent = { "aria-hidden": true } as const;
