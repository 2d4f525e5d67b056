// Sends the queued samples one after the other, again and again until none waits, and tells of each what became of it.
// One run at a time; what is registered meanwhile gets its turn right after. Knows nothing of screens.
import type { Answer } from '../../shared/api.ts'
import { after, chance } from '../../shared/clock.ts'
import { drainQueue } from '../../shared/queue.ts'
import { retryDelayMs } from '../../shared/retry.ts'
import { APP } from '../device/server.ts'
import type { SampleRecord } from './sample.ts'
import type { SampleAnswer } from './send-sample.ts'

export interface SendQueueOptions {
  readonly send: (record: SampleRecord) => Promise<Answer<SampleAnswer>>
  readonly onRunning: (running: boolean) => void
  /** The queue on disk changed. */
  readonly onChange: () => Promise<void>
}

export interface SendQueue {
  /** A new sample, a network that came back, a person who asks: begins now, however long the last failures made it wait. */
  sendNow(): void
  stop(): void
}

const RETRY_MS_MIN = 1000

export function startSendQueue(options: SendQueueOptions): SendQueue {
  let attempts = 0
  let running = false
  let again = false
  let stopped = false
  let cancelRetry = (): void => {}

  const run = async (): Promise<void> => {
    again = true
    if (running) return
    running = true
    options.onRunning(true)
    cancelRetry()
    while (again) {
      again = false
      const report = await drainQueue(APP, (record) => options.send(record as SampleRecord))
      await options.onChange()
      attempts = report.waiting === 0 ? 0 : attempts + 1
    }
    running = false
    options.onRunning(false)
    if (attempts > 0 && !stopped) cancelRetry = after(RETRY_MS_MIN + retryDelayMs(attempts, null, chance()), () => void run())
  }
  const sendNow = (): void => {
    attempts = 0
    void run()
  }
  addEventListener('online', sendNow)
  return {
    sendNow,
    stop() {
      stopped = true
      cancelRetry()
      removeEventListener('online', sendNow)
    },
  }
}
