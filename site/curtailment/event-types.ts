/** Payload types of OpenADR 3.1.1 that say what a site shall draw, and that busbar follows. */
export const followedTypes = [
  "SIMPLE",
  "PRICE",
  "DISPATCH_SETPOINT",
  "DISPATCH_SETPOINT_RELATIVE",
  "IMPORT_CAPACITY_LIMIT",
  "ALERT_GRID_EMERGENCY",
  "ALERT_BLACK_START",
] as const;

export type FollowedType = (typeof followedTypes)[number];

/** The other payload types of its enumeration for events. Beside one that is followed they are passed over. */
export const otherTypes = [
  "PRICE_ALTERNATE",
  "CHARGE_STATE_SETPOINT",
  "DISPATCH_INSTRUCTION",
  "CONTROL_SETPOINT",
  "CONTROL_LEVEL_OFFSET",
  "CONTROL_LEVEL_OFFSET_PERCENT",
  "EXPORT_PRICE",
  "GHG",
  "CURVE",
  "OLS",
  "IMPORT_CAPACITY_SUBSCRIPTION",
  "IMPORT_CAPACITY_RESERVATION",
  "IMPORT_CAPACITY_RESERVATION_FEE",
  "IMPORT_CAPACITY_AVAILABLE",
  "IMPORT_CAPACITY_AVAILABLE_PRICE",
  "EXPORT_CAPACITY_SUBSCRIPTION",
  "EXPORT_CAPACITY_RESERVATION",
  "EXPORT_CAPACITY_RESERVATION_FEE",
  "EXPORT_CAPACITY_AVAILABLE",
  "EXPORT_CAPACITY_AVAILABLE_PRICE",
  "EXPORT_CAPACITY_LIMIT",
  "ALERT_POSSIBLE_OUTAGE",
  "ALERT_FLEX_ALERT",
  "ALERT_FIRE",
  "ALERT_FREEZING",
  "ALERT_WIND",
  "ALERT_TSUNAMI",
  "ALERT_AIR_QUALITY",
  "ALERT_OTHER",
  "CTA2045_REBOOT",
  "CTA2045_SET_OVERRIDE_STATUS",
];

export function isFollowed(type: string): type is FollowedType {
  return (followedTypes as readonly string[]).includes(type);
}
