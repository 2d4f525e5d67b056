// The code on a sample tube: 6 to 24 characters A-Z, 0-9 and hyphen. Forgives how it was typed, not what it says.

const SHAPE = /^[A-Z0-9-]{6,24}$/

/** The code as the server wants it, or null. Full-width signs, lower case and spaces are mended. */
export function readTubeCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replaceAll(/[‐‑–—−]/g, '-')
    .replaceAll(/\s+/g, '')
    .toUpperCase()
  return SHAPE.test(code) ? code : null
}
