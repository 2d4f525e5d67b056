/**
 * A testing desk that works through its day: taps go into the log first and to the server whenever there is a chance, several at a time, some twice,
 * some out of order. Begins again where its log ends.
 */
import { newRecordId } from '../clock.ts'
import { createDevice, type Device, type KeptDevice } from '../device.ts'
import type { Chance } from '../seeded-chance.ts'
import { openDeskLog } from './desk-log.ts'
import type { DeskRecord, Said, Tap } from './desk-record.ts'
import { batchBytes, recordsPerBatchMax, sendBatch, sendHalf } from './send-batch.ts'

/** What a desk is told before its day; all of it stays on its disk. */
export interface DeskPlan {
  readonly deviceId: string
  readonly siteId: string
  readonly kept: KeptDevice
  readonly taps: readonly Tap[]
  /** How far the device's clock is wrong. */
  readonly clockSkewMs: number
}

export interface Desk {
  readonly plan: DeskPlan
  /** Taps up to `count` more of the plan; false where nothing is left. */
  tap(count: number): boolean
  /** Sends once, with whatever mischief comes up. Throws where there is no answer. */
  sync(mischief: Mischief): Promise<void>
  /** Taps of the plan that are still to come. */
  left(): number
  /** Whether everything is tapped and answered. */
  isDone(): boolean
}

/** Of 100 batches, how many are sent in what bad way. */
export interface Mischief {
  readonly chance: Chance
  readonly percent: Readonly<Record<'short' | 'reordered' | 'repeated' | 'twiceAtOnce' | 'half', number>>
}

export const noMischief = { short: 0, reordered: 0, repeated: 0, twiceAtOnce: 0, half: 0 } as const
const answerWithinMs = 15_000
/** Leaves room for records that are sent again. */
const fullBatch = recordsPerBatchMax - 20

/** Opens the desk of this plan on its log. */
export async function openDesk(origin: string, logPath: string, plan: DeskPlan): Promise<Desk> {
  const log = openDeskLog(logPath)
  const device = await createDevice(origin, plan.kept)
  let highest = Math.max(0, ...log.records.map(({ record }) => record.sequence))
  const tapOne = (tap: Tap): void => {
    const record = recordOf(plan, tap, highest + 1, (at) => log.records[at]!.record)
    highest = Math.max(highest, record.sequence)
    log.append(record, tap.personKey ?? null)
  }
  return {
    plan,
    tap: (count) => {
      for (let left = count; left > 0 && log.records.length < plan.taps.length; left--) tapOne(plan.taps[log.records.length]!)
      return log.records.length < plan.taps.length
    },
    sync: async ({ chance, percent }) => {
      const pending = log.pending()
      if (pending.length === 0) return
      const size = chance.happens(percent.short, 100) ? 1 + chance.below(fullBatch) : fullBatch
      const chosen = (chance.happens(percent.reordered, 100) ? chance.shuffled(pending) : pending).slice(0, size)
      if (chance.happens(percent.repeated, 100)) chosen.push(...Array.from({ length: 5 }, () => chance.below(log.records.length)))
      // A reuse goes out only after what it reuses has been answered: which of the two is the right one must not be open.
      const positions = chosen.filter(
        (at) => plan.taps[at]?.reuses === undefined || log.records[plan.taps[at].reuses.tap]!.answer !== undefined,
      )
      if (positions.length === 0) return
      const records = positions.map((at) => log.records[at]!.record)
      const bytes = batchBytes({ records, queued: pending.filter((at) => !positions.includes(at)).length, clockSkewMs: plan.clockSkewMs })
      if (chance.happens(percent.half, 100)) await sendHalf(device, bytes)
      const sent = await sendOnceOrTwice(device, bytes, chance.happens(percent.twiceAtOnce, 100))
      for (const { answers } of sent) log.answer(answers.map(({ answer }, at) => [positions[at]!, answer] as const))
    },
    left: () => plan.taps.length - log.records.length,
    isDone: () => log.records.length >= plan.taps.length && log.pending().length === 0,
  }
}

async function sendOnceOrTwice(device: Device, bytes: Uint8Array<ArrayBuffer>, twice: boolean) {
  return Promise.all(Array.from({ length: twice ? 2 : 1 }, () => sendBatch(device, bytes, answerWithinMs)))
}

/** The record of a tap, at the device's own time. */
function recordOf({ siteId, clockSkewMs }: DeskPlan, tap: Tap, sequence: number, earlier: (at: number) => DeskRecord): DeskRecord {
  const at = new Date(tap.at + clockSkewMs).toISOString()
  const recordId = newRecordId()
  const own = tap.reuses === undefined ? { recordId, sequence } : reuse(tap.reuses, earlier, recordId)
  return { ...own, at, siteId, ...saidOf(tap, earlier) }
}

function reuse({ tap, what }: NonNullable<Tap['reuses']>, earlier: (at: number) => DeskRecord, fresh: string) {
  const used = earlier(tap)
  return { recordId: what === 'id' ? used.recordId : fresh, sequence: used.sequence }
}

function saidOf({ said, aboutTap }: Tap, earlier: (at: number) => DeskRecord): Said {
  if (aboutTap === undefined) return said
  const { recordId } = earlier(aboutTap)
  if (said.kind === 'remove_swab') return { ...said, swabId: recordId }
  return said.kind === 'add_swab' ? { ...said, movedFrom: recordId } : said
}
