/** A year of results is one of 365 days of 24 hours, and of twelve equal months. */
export const daysPerYear = 365;
export const hoursPerYear = 8760;
export const monthsPerYear = 12;
