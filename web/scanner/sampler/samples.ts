// The samples of this device: what waits, what was refused, what was accepted since the page opened. A sample is on disk before anybody reads
// "saved", leaves the disk when the server took it, and is dropped unsent only by hand. Masked names live in memory alone.
import { signal } from '@preact/signals'
import { discardQueued, enqueue, listQueued } from '../../shared/queue.ts'
import { makeDayCount } from '../device/day-count.ts'
import { APP, server } from '../device/server.ts'
import type { Player } from '../signals/player.ts'
import { isSampleRecord, makeSample, type NewSample, type SampleRecord, type Subject } from './sample.ts'
import { startSendQueue } from './send-queue.ts'
import { makeSendSample, type SampleAnswer, type SendSample } from './send-sample.ts'

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
  stop(): void
}

export function openSamples(player: Player): Samples {
  const sendOne = makeSendSample(server, (code) => {
    deviceRefused.value = code
  })
  const queue = startSendQueue({
    send: (record) => sendAndTell(sendOne, record, player),
    onChange: reload,
    onRunning: (running) => {
      sending.value = running
    },
  })
  const put = async (record: NewSample): Promise<void> => {
    await enqueue(record)
    await reload()
    queue.sendNow()
  }
  const discard = async (sampleId: string): Promise<void> => {
    await discardQueued(sampleId)
    await reload()
  }
  void reload().then(queue.sendNow)
  return {
    register: (tubeCode, siteId, subject, sampledAt) => put(makeSample(tubeCode, siteId, subject, sampledAt)),
    async mend(refused, tubeCode, subject, sampledAt) {
      await put(makeSample(tubeCode, refused.body.siteId, subject, sampledAt))
      await discard(refused.id)
    },
    discard,
    stop: queue.stop,
  }
}

async function sendAndTell(sendOne: SendSample, record: SampleRecord, player: Player): ReturnType<SendSample> {
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

async function reload(): Promise<void> {
  held.value = (await listQueued(APP)).filter(isSampleRecord)
}
