// Sends everything that waits, batch after batch, and notes each record's own answer. A batch that the server cannot take is halved until the record
// that it stumbles over is found; that one is left waiting, and those behind it get through.
import type { Api } from '../../../shared/api.ts'
import type { RecordAnswer } from '../log/desk-database.ts'
import type { LogEntry } from '../log/desk-log.ts'
import { RECORDS_MAX, takeBatch } from './batch.ts'
import { type Sent, sendRecords } from './send-records.ts'
import type { RunOutcome } from './sync-loop.ts'

export interface SyncPort {
  readonly api: Api
  readonly appVersion: () => Promise<string>
  /** In the order of writing. */
  readonly waiting: () => readonly LogEntry[]
  readonly onAnswers: (answers: ReadonlyMap<number, RecordAnswer>) => Promise<void>
  /** Told of every attempt, good or not. */
  readonly onSent: (sent: Sent) => void
}

/** So many single records refused in one run are the server's trouble, not theirs. */
const STUMBLES_MAX = 3

export async function syncRecords(port: SyncPort): Promise<RunOutcome> {
  const stumbledOver = new Set<number>()
  const appVersion = await port.appVersion()
  let size = RECORDS_MAX
  for (;;) {
    const all = port.waiting()
    const batch = takeBatch(
      all.filter((entry) => !stumbledOver.has(entry.place)),
      size,
    )
    if (batch.length === 0) return stumbledOver.size === 0 ? { outcome: 'done' } : { outcome: 'later', retryAfterMs: null }
    const sent = await sendRecords(port.api, batch, { appVersion, queued: all.length - batch.length })
    port.onSent(sent)
    if (sent.outcome === 'answered') {
      await port.onAnswers(sent.answers)
      size = Math.min(RECORDS_MAX, size * 2)
    } else if (sent.outcome === 'batch_refused' && stumbledOver.size < STUMBLES_MAX) {
      if (batch.length === 1) stumbledOver.add(batch[0]!.place)
      size = Math.ceil(batch.length / 2)
    } else {
      return { outcome: 'later', retryAfterMs: sent.outcome === 'later' ? sent.retryAfterMs : null }
    }
  }
}
