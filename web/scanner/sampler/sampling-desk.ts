// One testing desk at work: what is scanned goes into the draft, a whole draft becomes a sample. Draws nothing.
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { locale } from '../../shared/preferences.ts'
import { gate } from '../gate/gate.ts'
import { wordsOfReason } from '../guard/reason-words.ts'
import { listenForGun } from '../guard/typed-code.ts'
import type { Player } from '../signals/player.ts'
import { type Draft, makeDraft, NEITHER, type Scanned } from './draft.ts'
import { accepted, held, openSamples, type Samples } from './samples.ts'
import { refreshSummary } from './summary.ts'
import { t } from './words.ts'

export interface SamplingDesk {
  readonly draft: Draft
  readonly samples: Samples
  /** Words about what was scanned or registered last and not accepted here. */
  readonly problem: ReadonlySignal<string | null>
  takeScanned(text: string): Promise<void>
  register(): Promise<void>
  /** Begins to listen for a scanner gun and to keep the summary fresh; the answer ends both, and the sending. */
  open(): () => void
}

export function openSamplingDesk(siteId: string, player: Player): SamplingDesk {
  const samples = openSamples(player)
  const draft = makeDraft(() => gate.peek())
  const problem = signal<string | null>(null)
  const object = (words: string): void => {
    problem.value = words
    player.play('sample_refused')
  }

  const takeScanned = async (text: string): Promise<void> => {
    problem.value = null
    const scanned = await draft.takeScanned(text)
    if (scanned.ok) player.play('code_read')
    else object(wordsOfScanned(scanned))
  }
  return {
    draft,
    samples,
    problem,
    takeScanned,
    async register() {
      const tubeCode = draft.tubeCode.peek()
      const subject = draft.subject.peek()
      if (tubeCode === null || subject === null) return
      if (held.peek().some((record) => record.body.tubeCode === tubeCode)) return object(t('sampler.tube.held'))
      const shownAt = 'pass' in subject ? draft.pass.peek()?.shownAt : undefined
      draft.clear()
      problem.value = null
      await samples.register(tubeCode, siteId, subject, shownAt)
    },
    open() {
      const stopListening = listenForGun(document, (text) => void takeScanned(text))
      const stopAsking = effect(() => {
        void accepted.value // asked again whenever a sample was accepted
        void refreshSummary(siteId)
      })
      return () => {
        stopListening()
        stopAsking()
        samples.stop()
      }
    },
  }
}

function wordsOfScanned({ stage, reason }: Exclude<Scanned, { ok: true }>): string {
  if (reason === NEITHER) return t('sampler.neither')
  return wordsOfReason({ answer: 'check_another_way', stage, reasons: [reason], reasonTexts: null }, locale.peek()).why
}
