/**
 * A few short texts as few bytes: numbers take half a byte a digit. Knows nothing of what the texts mean, and must not be changed but by a further form: what
 * was written once is read for years.
 *
 * Each text is a number (LEB128: seven bits a byte, least first) of four times its length and its form, and then what it says. Texts that are missing at the end
 * are left out. The first byte of all is never `[`, whose form would be 3.
 */

const forms = { missing: 0, utf8: 1, digits: 2 } as const
/** Sixteen signs of half a byte; the last one fills up. */
const signs = '0123456789X+- /~'
const filler = signs.length - 1

/** Packs texts; null is one that is missing. */
export function packTexts(texts: readonly (string | null)[]): Buffer {
  const last = texts.findLastIndex((text) => text !== null)
  return Buffer.concat(texts.slice(0, last + 1).flatMap(packText))
}

/** The texts that were packed; `count` of them, those left out as null. Throws RangeError where the bytes are no such texts. */
export function unpackTexts(packed: Buffer, count: number): (string | null)[] {
  const texts: (string | null)[] = []
  let at = 0
  while (at < packed.length) {
    const head = readNumber(packed, at)
    const [length, form] = [Math.floor(head.value / 4), head.value % 4]
    const end = head.end + (form === forms.digits ? Math.ceil(length / 2) : length)
    if (form > forms.digits || end > packed.length) throw new RangeError('not packed texts')
    texts.push(form === forms.missing ? null : unpackText(form, packed.subarray(head.end, end), length))
    at = end
  }
  if (texts.length > count) throw new RangeError('more packed texts than expected')
  return [...texts, ...Array<null>(count - texts.length).fill(null)]
}

function packText(text: string | null): Buffer[] {
  if (text === null) return [writeNumber(forms.missing)]
  const values = Array.from(text, (sign) => signs.indexOf(sign))
  if (values.length === 0 || values.some((value) => value < 0 || value === filler)) {
    const bytes = Buffer.from(text, 'utf8')
    return [writeNumber(bytes.length * 4 + forms.utf8), bytes]
  }
  const bytes = Buffer.alloc(Math.ceil(values.length / 2))
  for (let at = 0; at < bytes.length; at++) bytes[at] = values[at * 2]! * 16 + (values[at * 2 + 1] ?? filler)
  return [writeNumber(values.length * 4 + forms.digits), bytes]
}

function unpackText(form: number, bytes: Buffer, length: number): string {
  if (form === forms.utf8) return bytes.toString('utf8')
  let text = ''
  for (const byte of bytes) text += signs[byte >> 4]! + signs[byte & 15]!
  return text.slice(0, length)
}

function writeNumber(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; bytes.length === 0 || left > 0; left >>>= 7) bytes.push((left & 127) | (left > 127 ? 128 : 0))
  return Buffer.from(bytes)
}

function readNumber(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let at = start; at < Math.min(bytes.length, start + 4); at++) {
    value += (bytes[at]! & 127) << (7 * (at - start))
    if (bytes[at]! < 128) return { value, end: at + 1 }
  }
  throw new RangeError('not packed texts')
}
