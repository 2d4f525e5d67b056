/**
 * What desks hand in, storm after storm on one city: numbers of a device and dates of swabs go on where the last storm left them. If they began anew, the
 * server would hold every record for one of a copied device, and every swab for a second within twelve hours.
 */
import { newRecordId, nowSeconds } from '../../clock.ts'
import type { Cast } from './cast.ts'

/** The batches of all desks of a cast. */
export interface DeskBatches {
  /** The next batch of this desk, as JSON: one tube of ten, opened, ten swabs by document, closed. */
  next(desk: number): string
}

/** Days back from which swabs are dated, so that nobody seems to be sampled twice within twelve hours: enough for 24 times everybody. */
const shift = { days: 13, hours: 12.5 }
const swabsPerTube = 10

/** Nothing handed in yet. `prefix` of the tubes' codes must differ from every other's. */
export function createDeskBatches({ desks, documents }: Pick<Cast, 'desks' | 'documents'>, prefix: string): DeskBatches {
  const sequences = new Map<number, number>()
  let [swabbed, tubes] = [0, 0]
  const beganMs = (nowSeconds() - shift.days * 86_400) * 1000
  return {
    next: (desk) => {
      const { siteId } = desks[desk]!
      const left = documents.length - (swabbed % documents.length)
      if (left < swabsPerTube) swabbed += left // a tube has one date
      const turn = Math.floor(swabbed / documents.length) % Math.floor((shift.days * 24) / shift.hours)
      const at = new Date(beganMs + turn * shift.hours * 3_600_000).toISOString()
      const tubeCode = `ST${prefix}-${(tubes++).toString(36)}`.toUpperCase()
      let sequence = sequences.get(desk) ?? 0
      const record = (said: object): object => ({ recordId: newRecordId(), sequence: ++sequence, at, siteId, ...said })
      const swab = (): object => {
        const number = documents[swabbed++ % documents.length]!
        return record({ kind: 'add_swab', tubeCode, subject: { document: { kind: 'resident_id', number } }, movedFrom: null })
      }
      const records = [
        record({ kind: 'open_tube', tubeCode, pool: 'ten', roundId: null }),
        ...Array.from({ length: swabsPerTube }, swab),
        record({ kind: 'close_tube', tubeCode, swabsCounted: swabsPerTube }),
      ]
      sequences.set(desk, sequence)
      const sentAt = new Date(nowSeconds() * 1000).toISOString()
      return JSON.stringify({ batchId: crypto.randomUUID(), sentAt, appVersion: 'storm', queued: 0, records })
    },
  }
}
