/**
 * A workbook (Office Open XML, ECMA-376 part 1 chapter 18): which sheet to read, where it lies in the archive, and from which year it counts days.
 */
import { posix } from 'node:path'
import { Unreadable } from './row-source.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { readXml, type XmlReader } from './xml-stream.ts'
import type { ZipArchive } from './zip.ts'

export interface Workbook {
  readonly sheetPart: string
  readonly from1904: boolean
  readonly strings: SharedStrings
}

/** Sheets, and parts that a workbook names. */
const namedMax = 1_000
const workbookPart = 'xl/workbook.xml'
const relationsPart = 'xl/_rels/workbook.xml.rels'
const tooFar = (part: string) => new Unreadable({ code: 'results.file_expands_too_far', part })
const noStrings: SharedStrings = { text: () => undefined }

/** Finds the sheet of this name, or the first where none is asked for. Throws `Unreadable`. */
export async function openWorkbook(archive: ZipArchive, sheetName: string | null): Promise<Workbook> {
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  await readPart(archive, workbookPart, {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ name: attributes.name ?? '', relation: relationOf(attributes) })
      if (sheets.length > namedMax) throw tooFar(workbookPart)
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
    },
  })
  const sheet = sheetName === null ? sheets[0] : sheets.find(({ name }) => name === sheetName)
  if (sheet === undefined) throw new Unreadable({ code: 'results.sheet_missing', sheet: sheetName ?? '' })
  const parts = await readRelations(archive)
  const sheetPart = parts.byId.get(sheet.relation)
  if (sheetPart === undefined) throw new Unreadable({ code: 'results.sheet_missing', sheet: sheet.name })
  const strings =
    parts.strings !== undefined && archive.has(parts.strings) ? await readSharedStrings(archive.open(parts.strings)) : noStrings
  return { sheetPart, from1904, strings }
}

function relationOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => /^\w+:id$/.test(name))?.[1] ?? ''
}

async function readRelations(archive: ZipArchive): Promise<{ byId: Map<string, string>; strings: string | undefined }> {
  const byId = new Map<string, string>()
  let strings: string | undefined
  await readPart(archive, relationsPart, {
    open: (name, { Id = '', Target = '', Type = '' }) => {
      if (name !== 'Relationship') return
      const part = posix.resolve('/xl', Target).slice(1) // targets are relative to the workbook, or absolute
      byId.set(Id, part)
      if (byId.size > namedMax) throw tooFar(relationsPart)
      if (Type.endsWith('/sharedStrings')) strings = part
    },
  })
  return { byId, strings }
}

async function readPart(archive: ZipArchive, name: string, reader: XmlReader): Promise<void> {
  if (!archive.has(name)) throw new Unreadable({ code: 'results.file_malformed', row: 0, reason: 'no_workbook' })
  for await (const _ of readXml(archive.open(name), reader));
}
