/**
 * XML as a stream of elements and texts (sax), without document types, entities of one's own, or endless nesting. Prefixes of names are left out.
 */
import sax from 'sax'
import { decodeText } from './decode-text.ts'
import { depthMax } from './limits.ts'
import { Unreadable } from './row-source.ts'

export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** `strictEntities`, which the types do not know: the five entities of XML itself and no others. */
const options: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true, trim: false, normalize: false, position: false }

/** Of one element. A worksheet's root has some 20. */
const attributesMax = 100

const malformed = (reason: string) => new Unreadable({ code: 'results.file_malformed', row: 0, reason })

/** Feeds a part to the reader; yields after every piece, so that the caller may use what the reader has gathered. Throws `Unreadable`. */
export async function* readXml(bytes: AsyncIterable<Buffer>, reader: XmlReader): AsyncGenerator<undefined> {
  const parser = sax.parser(true, options)
  let depth = 0
  let attributes = 0
  parser.onopentag = ({ name, attributes: own }) => {
    depth += 1
    if (depth > depthMax) throw malformed('nested_too_deep')
    reader.open?.(plainName(name), own as Record<string, string>)
  }
  parser.onopentagstart = () => {
    attributes = 0
  }
  parser.onattribute = () => {
    attributes += 1
    if (attributes > attributesMax) throw malformed('too_many_attributes')
  }
  parser.onclosetag = (name) => {
    depth -= 1
    reader.close?.(plainName(name))
  }
  parser.ontext = (text) => reader.text?.(text)
  parser.oncdata = (text) => reader.text?.(text)
  parser.ondoctype = () => {
    throw malformed('document_type')
  }
  parser.onerror = () => {
    throw malformed('not_xml')
  }
  for await (const text of decodeText(bytes as AsyncIterable<Buffer>)) {
    parser.write(text)
    yield undefined
  }
  parser.close()
}

function plainName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
