// The samples of this device: what waits, what was refused, what was accepted since the page opened. A sample is on disk before anybody reads
// "saved", leaves the disk when the server took it, and is dropped unsent only by hand. Masked names live in memory alone.
import { signal } from '@preact/signals'
import { after, chance } from '../../shared/clock.ts'
import { discardQueued, drainQueue, enqueue, listQueued } from '../../shared/queue.ts'
import { retryDelayMs } from '../../shared/retry.ts'
import { makeDayCount } from '../device/day-count.ts'
import { APP, server } from '../device/server.ts'
import type { Player } from '../signals/player.ts'
import { isSampleRecord, makeSample, type SampleRecord, type Subject } from './sample.ts'
import { makeSendSample, type SampleAnswer } from './send-sample.ts'

export interface AcceptedSample extends SampleAnswer {
  readonly tubeCode: string
  readonly acceptedAt: string
}

const ACCEPTED_SHOWN = 20

/** Every sample still on this device, oldest first; those with `refusedWith` wait for a person. */
export const held = signal<readonly SampleRecord[]>([])
export const accepted = signal<readonly AcceptedSample[]>([])
/** Set when the server no longer knows this device; the samples stay. */
export const deviceRefused = signal<string | null>(null)
export const sending = signal(false)
export const sampleCount = makeDayCount('sampler')

export interface Samples {
  /** `sampledAt` where the resident stood there earlier than now. */
  register(tubeCode: string, siteId: string, subject: Subject, sampledAt?: string): Promise<void>
  /** A refused sample with what was wrong made right: a new record in place of the old. */
  mend(refused: SampleRecord, tubeCode: string, subject: Subject, sampledAt: string): Promise<void>
  /** Only after the person confirmed. */
  discard(sampleId: string): Promise<void>
  sendNow(): void
  stop(): void
}

export function openSamples(player: Player): Samples {
  let attempts = 0
  let stopped = false
  let again = false
  let cancelRetry = (): void => {}
  const sendOne = makeSendSample(server, (code) => {
    deviceRefused.value = code
  })

  const send = async (record: SampleRecord) => {
    const answer = await sendOne(record)
    if (answer.ok) {
      deviceRefused.value = null
      const one: AcceptedSample = { ...answer.value, tubeCode: record.body.tubeCode, acceptedAt: record.body.sampledAt }
      accepted.value = [one, ...accepted.peek()].slice(0, ACCEPTED_SHOWN)
      if (!one.already) sampleCount.add('done')
      player.play(one.already ? 'sample_already' : 'sample_done')
    } else if (!answer.refusal.passing) {
      player.play('sample_refused')
    }
    return answer
  }

  /** One drain at a time; a sample registered meanwhile gets its own turn right after. */
  const drain = async (): Promise<void> => {
    if (sending.peek()) {
      again = true
      return
    }
    sending.value = true
    cancelRetry()
    try {
      do {
        again = false
        const report = await drainQueue(APP, (record) => send(record as SampleRecord))
        await reload()
        attempts = report.waiting === 0 ? 0 : attempts + 1
      } while (again)
    } finally {
      sending.value = false
    }
    if (attempts > 0 && !stopped) cancelRetry = after(1000 + retryDelayMs(attempts, null, chance()), () => void drain())
  }

  const sendNow = (): void => {
    attempts = 0
    void drain()
  }
  const put = async (record: ReturnType<typeof makeSample>): Promise<void> => {
    await enqueue(record)
    await reload()
    sendNow()
  }
  addEventListener('online', sendNow)
  void reload().then(sendNow)

  return {
    register: (tubeCode, siteId, subject, sampledAt) => put(makeSample(tubeCode, siteId, subject, sampledAt)),
    async mend(refused, tubeCode, subject, sampledAt) {
      await put(makeSample(tubeCode, refused.body.siteId, subject, sampledAt))
      await discardQueued(refused.id)
      await reload()
    },
    async discard(sampleId) {
      await discardQueued(sampleId)
      await reload()
    },
    sendNow,
    stop() {
      stopped = true
      cancelRetry()
      removeEventListener('online', sendNow)
    },
  }
}

async function reload(): Promise<void> {
  held.value = (await listQueued(APP)).filter(isSampleRecord)
}
