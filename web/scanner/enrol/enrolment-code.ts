// The enrolment code a commander hands over: EGE-XXXX-XXXX-XXXX.<first 16 hex of the root key's thumbprint>.
// Reads what people type and paste; asks nobody whether the code is good.

export interface EnrolmentCode {
  /** The whole code as the server made it. */
  readonly code: string
  /** What the region's root key must hash to, sixteen lower-case hexadecimal digits. */
  readonly rootKeyPrefix: string
}

const SHAPE = /^EGE-?([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})\.([0-9A-F]{16})$/

/** Forgives case, spaces, missing hyphens and full-width signs; null for anything else. */
export function parseEnrolmentCode(typed: string): EnrolmentCode | null {
  const plain = typed.normalize('NFKC').replaceAll(/\s+/g, '').replaceAll('。', '.').toUpperCase()
  const found = SHAPE.exec(plain)
  if (found === null) return null
  const [, first, second, third, prefix = ''] = found
  const rootKeyPrefix = prefix.toLowerCase()
  return { code: `EGE-${first}-${second}-${third}.${rootKeyPrefix}`, rootKeyPrefix }
}
