/**
 * Goal: an upload is on the disk once, under no name, within the limit of all uploads together, and gone when it is closed or breaks off.
 * Method: a spool in a folder of its own, bodies of all kinds, the folder looked at.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { createSpool, type Spooled } from './spool.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-spool-'))
afterAll(() => rmSync(folder, { recursive: true }))

const body = (...chunks: (string | Buffer)[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
const textOf = async (file: Spooled, start?: number, end?: number) => {
  const parts: Buffer[] = []
  for await (const part of file.stream(start, end)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

test('what came in is read back, whole and in parts, as often as wanted', async () => {
  const spool = createSpool(folder)
  const taken = await spool.take(body('one ', 'two ', 'three'))
  if (!taken.ok) throw new Error(taken.refusal.code)
  const file = taken.value
  expect([file.bytes, file.sha256.toString('hex')]).toEqual([13, createHash('sha256').update('one two three').digest('hex')])
  expect(readdirSync(folder)).toEqual([])
  expect(await Promise.all([textOf(file), textOf(file, 4, 7), textOf(file, 13), textOf(file)])).toEqual([
    'one two three',
    'two',
    '',
    'one two three',
  ])
  expect(spool.held()).toBe(13)
  await file.close()
  expect(spool.held()).toBe(0)
})

test('a body beyond the limit is heard out and refused; one that finds the disk full may come again', async () => {
  const spool = createSpool(folder, 10)
  const large = body('123456', '123456', 'never kept')
  expect(await spool.take(large)).toEqual({ ok: false, refusal: { code: 'request.too_large', bytesMax: 10 } })
  expect([large.readableEnded, spool.held()]).toEqual([true, 0])
  const first = await spool.take(body('123456'))
  expect(await spool.take(body('12345'))).toMatchObject({ ok: false, refusal: { code: 'results.intake_full' } })
  if (first.ok) await first.value.close()
  expect(await spool.take(body('1234567890'))).toMatchObject({ ok: true })
})

test('a body that breaks off leaves nothing behind', async () => {
  const spool = createSpool(folder)
  const broken = new Readable({ read: () => undefined })
  broken.push('some bytes')
  const taking = spool.take(broken)
  broken.destroy(new Error('the sender has gone'))
  await expect(taking).rejects.toThrow('the sender has gone')
  expect([spool.held(), readdirSync(folder)]).toEqual([0, []])
})
