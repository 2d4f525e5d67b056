/**
 * Reads bytes as a file of results without a server: spooled, read to the end, let go. Must not be used outside tests.
 */
import { Readable } from 'node:stream'
import { type Format, readRows } from '../read-rows.ts'
import type { ReadRow } from '../result-row.ts'
import type { FileRefusal } from '../row-source.ts'
import { createSpool } from '../spool.ts'
import { standardTemplate, type Template } from '../template.ts'

/** All rows, or the refusal of the file. With a template of its own the file is read by that. */
export async function readBytes(format: Format, bytes: Buffer, own?: Partial<Template>): Promise<ReadRow[] | FileRefusal> {
  const spool = createSpool()
  const spooled = await spool.take(Readable.from([bytes], { objectMode: false }))
  if (!spooled.ok) throw new Error(spooled.refusal.code)
  const rows: ReadRow[] = []
  try {
    const template = { ...standardTemplate, ...own }
    const source = readRows(spooled.value, format, { template, version: own === undefined ? null : 1 })
    for (;;) {
      const { done, value } = await source.next()
      if (!done) rows.push(...value)
      else return value ?? rows
    }
  } finally {
    await spooled.value.close()
  }
}
