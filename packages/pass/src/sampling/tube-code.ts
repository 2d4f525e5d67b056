/**
 * Numbers on tubes and boxes: their normal form, and the rule of a round about which numbers are its own. Knows no tube.
 */

/** The normal form of a tube's or box's number. */
export const containerCodeForm = /^[A-Z0-9-]{6,24}$/

/** Which numbers are this round's tubes. Checksums: `luhn` (ISO/IEC 7812-1 annex B) over the digits, `mod97` (ISO/IEC 7064 MOD 97-10, as in an IBAN) over letters and digits. */
export interface TubeRule {
  /** One of these begins the number; none: anything may. */
  readonly prefixes: readonly string[]
  readonly lengthMin: number
  readonly lengthMax: number
  readonly checksum: 'none' | 'luhn' | 'mod97'
}

/** Every number in normal form. */
export const anyTubeRule: TubeRule = { prefixes: [], lengthMin: 6, lengthMax: 24, checksum: 'none' }

/** A number in normal form, or why it is none. */
export type ReadCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: 'tube.form' | 'tube.prefix' | 'tube.length' | 'tube.checksum' }

/** Reads a tube's number as scanned or typed: full-width characters, spaces and small letters are brought into normal form. */
export function readTubeCode(text: string, rule: TubeRule = anyTubeRule): ReadCode {
  const code = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  if (!containerCodeForm.test(code)) return { ok: false, reason: 'tube.form' }
  if (code.length < rule.lengthMin || code.length > rule.lengthMax) return { ok: false, reason: 'tube.length' }
  if (rule.prefixes.length > 0 && !rule.prefixes.some((prefix) => code.startsWith(prefix))) return { ok: false, reason: 'tube.prefix' }
  if (rule.checksum === 'luhn' && !holdsLuhn(code)) return { ok: false, reason: 'tube.checksum' }
  if (rule.checksum === 'mod97' && !holdsMod97(code)) return { ok: false, reason: 'tube.checksum' }
  return { ok: true, code }
}

/** Reads a box's number: normal form only. */
export function readBoxCode(text: string): ReadCode {
  return readTubeCode(text)
}

function holdsLuhn(code: string): boolean {
  const digits = [...code].filter((character) => character >= '0' && character <= '9').map(Number)
  const sum = digits.reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return digits.length > 1 && sum % 10 === 0
}

/** Letters count from 10 (A) to 35 (Z); the whole number leaves 1. */
function holdsMod97(code: string): boolean {
  let rest = 0
  for (const character of code.replaceAll('-', '')) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
