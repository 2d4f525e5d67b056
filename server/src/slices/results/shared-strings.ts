/**
 * The texts of a workbook, each stored once and named by its number. Kept as bytes: a million tube codes take 25 MB.
 */
import { fieldLengthMax, sharedStringBytesMax, sharedStringsMax } from './limits.ts'
import { Unreadable } from './row-source.ts'
import { readXml } from './xml-stream.ts'

export interface SharedStrings {
  /** The text of this number; undefined where there is none. */
  text(index: number): string | undefined
}

const pageBytes = 1024 * 1024

/** Reads the part `sharedStrings.xml`. Throws `Unreadable`. */
export async function readSharedStrings(bytes: AsyncIterable<Buffer>): Promise<SharedStrings> {
  const strings = createStringStore()
  let text = ''
  let inText = false
  let phonetic = 0
  const reading = readXml(bytes, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic += 1
      inText = name === 't' && phonetic === 0
    },
    close: (name) => {
      if (name === 'si') strings.add(text)
      else if (name === 'rPh') phonetic -= 1
      inText = false
    },
    text: (part) => {
      if (inText && text.length < fieldLengthMax) text = (text + part).slice(0, fieldLengthMax)
    },
  })
  for await (const _ of reading);
  return strings
}

/** Texts in pages of bytes, one after the other; one that does not fit into the rest of a page begins the next. */
function createStringStore(): SharedStrings & { add(text: string): void } {
  const pages: Buffer[] = []
  let starts = new Uint32Array(1_024)
  let lengths = new Uint16Array(1_024)
  let count = 0
  let end = 0
  return {
    add: (text) => {
      const length = Buffer.byteLength(text)
      if ((end % pageBytes) + length > pageBytes) end = Math.ceil(end / pageBytes) * pageBytes
      if (end + length > sharedStringBytesMax || count === sharedStringsMax)
        throw new Unreadable({ code: 'results.file_expands_too_far', part: 'sharedStrings.xml' })
      const page = Math.floor(end / pageBytes)
      pages[page] ??= Buffer.alloc(pageBytes)
      pages[page].write(text, end % pageBytes)
      if (count === starts.length) {
        starts = grown(starts, new Uint32Array(count * 2))
        lengths = grown(lengths, new Uint16Array(count * 2))
      }
      starts[count] = end
      lengths[count] = length
      count += 1
      end += length
    },
    text: (index) => {
      if (!(index < count)) return undefined
      const start = starts[index]! % pageBytes
      return pages[Math.floor(starts[index]! / pageBytes)]?.toString('utf8', start, start + lengths[index]!) ?? ''
    },
  }
}

function grown<T extends Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from)
  return to
}
