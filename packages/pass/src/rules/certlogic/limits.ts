/** The limits of our CertLogic profile, in one place. Every one of them is tested in `limits.test.ts`. */
export const certLogicLimits = {
  /** Values of any kind in one expression: literals, arrays, operations. */
  expressionNodesMax: 4_096,
  /** Operations and arrays inside one another. */
  expressionDepthMax: 64,
  /** Characters of all strings of one expression together. */
  expressionCharactersMax: 65_536,
  /** Operations evaluated and items looked at in one evaluation; and again, lists and objects in the value that comes out. */
  stepsMax: 100_000,
  /** Items of an array that `reduce` or `in` walks. */
  arrayItemsMax: 10_000,
  /** Arrays and objects inside one another in the value that comes out. */
  valueDepthMax: 64,
  /** Units that `plusTime` adds or takes: keeps every date inside the range of ECMAScript dates, whatever the clock says. */
  plusTimeAmountMax: 100_000,
} as const
