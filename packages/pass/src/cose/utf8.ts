// UTF-8 (RFC 3629) without TextEncoder, which this package's types do not know. Strict: one byte form of every text, none of half a character.

/** Writes a text at `at` and returns how many bytes it took; the target must hold three a UTF-16 unit. Throws a TypeError on half a surrogate pair. */
export function writeUtf8(text: string, target: Uint8Array, at: number): number {
  let to = at
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      target[to++] = unit
      continue
    }
    const code = text.codePointAt(i)!
    if (code >= 0xd800 && code <= 0xdfff) throw new TypeError('half a surrogate pair')
    if (code > 0xffff) i++
    const more = code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3
    target[to++] = [0, 0xc0, 0xe0, 0xf0][more]! | (code >> (6 * more))
    for (let left = more - 1; left >= 0; left--) target[to++] = 0x80 | ((code >> (6 * left)) & 63)
  }
  return to - at
}

/** Reads the bytes [from, to) as a text; null where they are not UTF-8 (cut, overlong, a surrogate, beyond U+10FFFF). */
export function readUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  let text = ''
  for (let at = from; at < to; ) {
    const first = bytes[at]!
    const more =
      first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : -1
    if (more < 0 || at + more >= to) return null
    let code = more === 0 ? first : first & (0x3f >> more)
    for (let i = 1; i <= more; i++) {
      const next = bytes[at + i]!
      if ((next & 0xc0) !== 0x80) return null
      code = (code << 6) | (next & 63)
    }
    const lowest = [0, 0x80, 0x800, 0x1_0000][more]!
    if (code < lowest || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return null
    text += code < 0x1_0000 ? String.fromCharCode(code) : String.fromCodePoint(code)
    at += more + 1
  }
  return text
}
