// Samples still on this device: those that wait, and those the server refused, each with why and the two ways on: mend it, or discard it after
// a second question. Nothing leaves this list unseen.
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Icon } from '../device/icon.tsx'
import { gate } from '../gate/gate.ts'
import { maskNumber } from './document.ts'
import { makeDraft } from './draft.ts'
import type { SampleRecord, Subject } from './sample.ts'
import { SampleForm } from './sample-form.tsx'
import { held, type Samples, sending } from './samples.ts'
import { t, wordsFor } from './words.ts'

export function HeldList({ samples }: { samples: Samples }) {
  const refused = held.value.filter((record) => record.refusedWith !== null)
  const waiting = held.value.filter((record) => record.refusedWith === null)
  if (held.value.length === 0) return null
  return (
    <ul class="sample-list" aria-live="polite">
      {refused.map((record) => (
        <RefusedSample key={record.id} record={record} samples={samples} />
      ))}
      {waiting.map((record) => (
        <li key={record.id} class="sample" data-state="waiting">
          <Icon name="clock" />
          <span class="sample-words">
            <strong>{record.body.tubeCode}</strong>
            <span>{subjectWords(record.body.subject)}</span>
            <span class="quiet">{t(sending.value ? 'sampler.state.sending' : 'sampler.state.waiting')}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function RefusedSample({ record, samples }: { record: SampleRecord; samples: Samples }) {
  const step = useSignal<'shown' | 'mending' | 'discarding'>('shown')
  const code = record.refusedWith ?? ''
  return (
    <li class="sample sample-refused" data-state="refused" data-refusal={code}>
      <Icon name="warning" />
      <div class="sample-words">
        <strong>{record.body.tubeCode}</strong>
        <span>{subjectWords(record.body.subject)}</span>
        <p role="alert">{wordsFor('refused', code) ?? t('refused.other', { code })}</p>
        {step.value === 'shown' ? (
          <div class="row">
            <button type="button" class="button button-second" onClick={() => (step.value = 'mending')}>
              {t('sampler.mend')}
            </button>
            <button type="button" class="button button-plain" onClick={() => (step.value = 'discarding')}>
              {t('sampler.discard')}
            </button>
          </div>
        ) : null}
        {step.value === 'discarding' ? (
          <>
            <p>{t('sampler.discard.sure')}</p>
            <div class="row">
              <button type="button" class="button button-danger" onClick={() => void samples.discard(record.id)}>
                {t('sampler.discard.yes')}
              </button>
              <button type="button" class="button button-plain" onClick={() => (step.value = 'shown')}>
                {t('sampler.keep')}
              </button>
            </div>
          </>
        ) : null}
        {step.value === 'mending' ? <Mending record={record} samples={samples} onCancel={() => (step.value = 'shown')} /> : null}
      </div>
    </li>
  )
}

function Mending({ record, samples, onCancel }: { record: SampleRecord; samples: Samples; onCancel: () => void }) {
  const draft = useMemo(() => makeDraft(() => gate.peek(), record.body), [record])
  const send = (): void => {
    const tubeCode = draft.tubeCode.peek()
    const subject = draft.subject.peek()
    if (tubeCode === null || subject === null) return
    // The swab was taken then, not now; a pass shown anew was shown now.
    const sampledAt = ('pass' in subject ? draft.pass.peek()?.shownAt : null) ?? record.body.sampledAt
    void samples.mend(record, tubeCode, subject, sampledAt)
  }
  return (
    <section class="stack" aria-label={t('sampler.mend.title')}>
      <SampleForm
        name={record.id}
        draft={draft}
        action={t('sampler.mend.send')}
        problem={null}
        onScanned={(text) => void draft.takeScanned(text)}
        onSubmit={send}
      />
      <button type="button" class="button button-plain" onClick={onCancel}>
        {t('common.cancel')}
      </button>
    </section>
  )
}

function subjectWords(subject: Subject): string {
  return 'pass' in subject
    ? t('sampler.resident.pass')
    : `${t(`sampler.kind.${subject.document.kind}`)} ${maskNumber(subject.document.number)}`
}
