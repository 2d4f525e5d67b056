// The desk's line to the server, drawn nowhere: records first, then what an older version left, then what the server says of this device.
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Api } from '../../../shared/api.ts'
import type { Desk } from '../desk/desk.ts'
import { startRegularLook } from '../regular-look.ts'
import { readAppVersion } from './app-version.ts'
import { readCarried, sendCarried } from './carried-queue.ts'
import type { Sent } from './send-records.ts'
import { type RunOutcome, type SyncLoop, startSyncLoop } from './sync-loop.ts'
import { syncRecords } from './sync-records.ts'
import { noteReceived, refreshSyncState, serverSays } from './sync-state.ts'

export interface DeskSync extends SyncLoop {
  /** Why the last attempt ended early; null when it did not. */
  readonly trouble: ReadonlySignal<string | null>
  /** Set when the server no longer knows this device; the records stay. */
  readonly deviceRefused: ReadonlySignal<string | null>
}

export function startDeskSync(api: Api, desk: Desk): DeskSync {
  const trouble = signal<string | null>(null)
  const deviceRefused = signal<string | null>(null)
  let isFirst = true
  let conflictsOpen = 0
  const onSent = (sent: Sent): void => {
    trouble.value = sent.outcome === 'answered' ? null : sent.code
    if (sent.outcome === 'device_refused') deviceRefused.value = sent.code
    if (sent.outcome !== 'answered') return
    deviceRefused.value = null
    conflictsOpen = sent.conflictsOpen
    desk.book.highestAtServer = sent.received.highest
    noteReceived(sent.received)
  }
  const run = async (): Promise<RunOutcome> => {
    const outcome = await syncRecords({
      api,
      appVersion: readAppVersion,
      waiting: () => [...desk.book.waiting.values()],
      onAnswers: async (answers) => {
        await desk.book.note(answers)
        desk.revision.value += 1
      },
      onSent,
    })
    const carriedWait = await sendCarried((code) => (deviceRefused.value = code))
    if (isFirst || conflictsOpen > 0 || (serverSays.peek()?.conflicts.length ?? 0) > 0) await refreshSyncState()
    isFirst = false
    desk.book.highestAtServer = Math.max(desk.book.highestAtServer, serverSays.peek()?.received.highest ?? 0)
    const received = serverSays.peek()?.received
    const missing = outcome.outcome === 'done' && received !== undefined ? desk.book.sendAgain(received) : 0
    if (missing > 0) desk.revision.value += 1
    return outcome.outcome === 'done' && carriedWait + missing > 0 ? { outcome: 'later', retryAfterMs: null } : outcome
  }
  const loop = startSyncLoop(run)
  void readCarried()
    .catch(() => {})
    .then(loop.sendNow)
  const stopLooking = startRegularLook(() => void (navigator.onLine && refreshSyncState()))
  return {
    ...loop,
    trouble,
    deviceRefused,
    stop() {
      stopLooking()
      loop.stop()
    },
  }
}
