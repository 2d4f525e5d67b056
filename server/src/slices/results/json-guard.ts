/**
 * Looks at JSON text before a parser does: how deep it nests and how long one entry is, so that a hostile file is refused before it takes memory. Counts
 * brackets and quotes only; whether it is JSON is the parser's affair.
 */
import { depthMax, recordBytesMax } from './limits.ts'
import { Unreadable } from './row-source.ts'

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const opening = new Set([0x5b, 0x7b])
const closing = new Set([0x5d, 0x7d])

/** A guard for one file; `entryDepth` is the number of brackets around an entry. Throws `Unreadable`. */
export function createJsonGuard(entryDepth: number): (text: string) => void {
  let depth = 0
  let inText = false
  let escaped = false
  let entry = 1
  let length = 0
  const fail = (reason: string): never => {
    throw new Unreadable({ code: 'results.file_malformed', row: entry, reason })
  }
  return (text) => {
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at)
      length += 1
      if (length > recordBytesMax) fail('record_too_long')
      if (inText) {
        if (escaped) escaped = false
        else if (char === backslash) escaped = true
        else if (char === quote) inText = false
      } else if (char === quote) inText = true
      else if (opening.has(char)) {
        depth += 1
        if (depth > depthMax) fail('nested_too_deep')
      } else if (closing.has(char)) depth -= 1
      else if (char === comma && depth <= entryDepth) {
        length = 0
        if (depth === entryDepth) entry += 1
      }
    }
  }
}
