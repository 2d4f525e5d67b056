/**
 * The values at given paths of a JSON document, as they come, without the document ever being in memory.
 */
import { JSONParser } from '@streamparser/json'
import { decodeText } from './decode-text.ts'
import { createJsonGuard } from './json-guard.ts'
import { Unreadable } from './row-source.ts'
import type { Spooled } from './spool.ts'

export interface JsonValue {
  /** Its place in its list (from 0) or its name. */
  readonly key: string | number | undefined
  readonly value: unknown
}

/** Values by path, in the order of the text; what belongs to one piece of the file together. Throws `Unreadable`. */
export async function* readJsonValues(file: Spooled, paths: string[], entryDepth: number): AsyncGenerator<readonly JsonValue[]> {
  const guard = createJsonGuard(entryDepth)
  const parser = new JSONParser({ paths, keepStack: false })
  let values: JsonValue[] = []
  let count = 0
  const malformed = (reason: string) => new Unreadable({ code: 'results.file_malformed', row: count + 1, reason })
  parser.onValue = ({ key, value }) => {
    count += 1
    values.push({ key, value })
  }
  const parse = (work: () => void): void => {
    try {
      work()
    } catch {
      throw malformed('not_json')
    }
  }
  const bytes = file.stream()
  try {
    for await (const text of decodeText(bytes)) {
      guard(text)
      if (text !== '') parse(() => parser.write(text))
      if (values.length > 0) yield values
      values = []
    }
    if (!parser.isEnded) throw malformed('ends_too_early')
  } finally {
    bytes.destroy()
  }
}
