/**
 * Takes a batch of a device's log (docs/spec/sync.md): in one transaction the device's row is locked, ids are claimed, records appended, what cannot be taken
 * is kept. Sending it again, in whole or in part, changes nothing. What the records mean is found out afterwards, by others.
 */
import type { Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { isSignedBody } from '../../platform/http/dpop.ts'
import { readBody } from '../../platform/http/read-body.ts'
import type { Exchange } from '../../platform/http/route.ts'
import { InvalidInput } from '../../platform/http/validate.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import type { ScannerActor } from '../staff/index.ts'
import { appendRecords } from './append-records.command.ts'
import { batchClock, clockConflicts } from './batch-clock.ts'
import { type Claimed, claimIds, fingerprintOf } from './claims.command.ts'
import { aboutDevice, type ConflictFound } from './conflict.ts'
import { type DeviceSaid, lockDevice, updateDevice } from './device-row.command.ts'
import type { Arrived } from './journal-record.ts'
import { type Judged, judgeBatch } from './judge-batch.ts'
import { conflictsOfRefused, keepRefused, type RefusedRecord } from './keep-refused.command.ts'
import { openConflicts } from './settle-conflicts.command.ts'
import { batchBytesMax, type SyncAnswer, SyncBatch } from './sync.schema.ts'

export type SyncRefusal = { readonly code: 'request.too_large' } | { readonly code: 'sampling.batch_not_signed' }
type Batch = Static<typeof SyncBatch>
type Answer = Static<typeof SyncAnswer>

const isBatch = Compile(SyncBatch)

export async function syncRecords(ctx: Ctx, _input: unknown, exchange: Exchange): Promise<Result<Answer, SyncRefusal>> {
  const device = scannerOf(ctx)
  const bytes = await readBody(exchange.body(), { bytesMax: batchBytesMax, caller: device.id })
  if (bytes === undefined) return refuse({ code: 'request.too_large' })
  await exchange.enter()
  if (!isSignedBody(device.bodyHash, bytes)) return refuse({ code: 'sampling.batch_not_signed' })
  const batch = readBatch(bytes)
  const judged = judgeBatch(batch.records, device.siteId)
  return ctx.db.transaction(async (tx) => accept(await takeBatch(tx, ctx, device, batch, judged)))
}

function scannerOf(ctx: Ctx): ScannerActor {
  if (ctx.actor.kind !== 'scanner') throw new Error('a route for devices was called by somebody else')
  return ctx.actor
}

function readBatch(bytes: Buffer): Batch {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new InvalidInput([{ path: '', message: 'must be JSON in UTF-8' }])
  }
  if (isBatch.Check(value) && !value.appVersion.includes('\0')) return value
  throw new InvalidInput(isBatch.Errors(value).map(({ instancePath, message }) => ({ path: instancePath, message })))
}

async function takeBatch(tx: Tx, ctx: Ctx, device: ScannerActor, batch: Batch, judged: readonly Judged[]): Promise<Answer> {
  const now = ctx.clock.now()
  const clock = batchClock(batch.sentAt, now)
  const said: DeviceSaid = {
    deviceId: device.id,
    siteId: device.siteId,
    appVersion: batch.appVersion,
    queued: batch.queued,
    clockOffsetMs: clock.offsetMs,
  }
  const sequences = judged.flatMap(({ sequence }) => sequence ?? [])
  const seenBefore = await lockDevice(tx, said, now, sequences)
  const claimed = await claim(tx, ctx, judged)
  const settled = judged.map((one) => settle(one, claimed))
  const refused = settled.flatMap(({ refused: one }) => one ?? [])
  const fresh = settled.flatMap(({ stored }) => stored ?? [])
  const arrived = fresh.map((record): Arrived => ({ record, deviceId: device.id, clockOffsetMs: clock.correctionMs, madeFor: null }))
  await appendRecords(tx, ctx, arrived)
  await keepRefused(tx, ctx, device.id, refused)
  await openConflicts(tx, [
    ...distinct([
      ...conflictsOfRefused(device.id, device.siteId, refused, now),
      ...clockConflicts(device, clock, arrived, now),
      ...reusedSequences(device, arrived, seenBefore, now),
    ]),
  ])
  const { received, conflictsOpen } = await updateDevice(tx, said, now, sequences)
  return {
    serverTime: now.toISOString(),
    answers: settled.map(({ answer }) => answer),
    received: { ...received, gaps: received.gaps.map((gap) => [...gap]) },
    conflictsOpen,
  }
}

async function claim(tx: Tx, ctx: Ctx, judged: readonly Judged[]): Promise<ReadonlyMap<string, Claimed>> {
  const claims = judged.flatMap((one) =>
    one.ok && !one.repeated ? [{ recordId: one.record.recordId, fingerprint: fingerprintOf(ctx.vault, 'sampling.record', one.text) }] : [],
  )
  return claims.length === 0 ? new Map() : claimIds(tx, claims)
}

interface Settled {
  readonly answer: Answer['answers'][number]
  readonly stored?: Arrived['record']
  readonly refused?: RefusedRecord
}

function settle(one: Judged, claimed: ReadonlyMap<string, Claimed>): Settled {
  const { recordId } = one
  if (!one.ok) return { answer: { recordId, answer: 'refused', code: one.code }, refused: one }
  const became = claimed.get(one.record.recordId)
  if (became === 'reused') {
    const { text, sequence } = one
    return {
      answer: { recordId, answer: 'refused', code: 'id_reused' },
      refused: { ok: false, code: 'id_reused', field: 'recordId', text, recordId, sequence },
    }
  }
  if (became === 'already' || one.repeated) return { answer: { recordId, answer: 'already', code: null } }
  return { answer: { recordId, answer: 'stored', code: null }, stored: one.record }
}

/** A new record under a number that this device has used: two devices with one key, or one that was set back. It counts, and somebody should know. */
function reusedSequences(device: ScannerActor, arrived: readonly Arrived[], seenBefore: ReadonlySet<number>, now: Date): ConflictFound[] {
  const seen = new Set(seenBefore)
  return arrived.flatMap(({ record }) => {
    const reused = seen.has(record.sequence)
    seen.add(record.sequence)
    if (!reused) return []
    const about = `${aboutDevice(device.id)} ${record.recordId}`
    const tubeCode = 'tubeCode' in record ? record.tubeCode : null
    const base = {
      about,
      code: 'sequence_reused',
      at: now,
      siteId: device.siteId,
      tubeCode,
      deviceIds: [device.id],
      recordIds: [record.recordId],
    }
    return [{ ...base, residentIds: [], detail: { sequence: record.sequence } }]
  })
}

/** One statement cannot write a row twice. */
function distinct(found: readonly ConflictFound[]): ConflictFound[] {
  return [...new Map(found.map((one) => [`${one.about} ${one.code}`, one])).values()]
}
