/** How large a QR a text needs. Does not draw it. */

/** Alphanumeric characters that versions 1 to 13 hold with error correction M (ISO/IEC 18004, table 7). */
const capacities = [20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483]

/** The smallest version, 1 to 13, that holds this alphanumeric text; 14 where none of these does. */
export function qrVersionOf(text: string): number {
  const at = capacities.findIndex((capacity) => text.length <= capacity)
  return at < 0 ? capacities.length + 1 : at + 1
}
