// The form of one sample: tube, resident, and the button that is ready only when both are. Used for new samples and for mending refused ones.
import { Icon } from '../device/icon.tsx'
import { Segment } from '../device/page.tsx'
import { type DocumentCheck, type DocumentKind, documentKinds } from './document.ts'
import type { Draft } from './draft.ts'
import { t, wordsFor } from './words.ts'

export interface SampleFormProps {
  readonly name: string
  readonly draft: Draft
  readonly action: string
  /** Words about what was scanned or registered last and not accepted here. */
  readonly problem: string | null
  readonly onScanned: (text: string) => void
  readonly onSubmit: () => void
}

export function SampleForm({ name, draft, action, problem, onScanned, onSubmit }: SampleFormProps) {
  const submit = (event: Event): void => {
    event.preventDefault()
    // A gun types into whatever field has the focus: a pass does not belong into the tube's.
    if (draft.tube.value.startsWith('EG1:')) {
      const text = draft.tube.value
      draft.tube.value = ''
      onScanned(text)
    } else if (draft.tubeCode.value !== null && draft.subject.value !== null) onSubmit()
  }
  return (
    <form class="sample-form stack" onSubmit={submit}>
      <TubeField draft={draft} />
      <fieldset class="stack stack-small">
        <div class="row">
          <legend class="field-label">{t('sampler.resident')}</legend>
          <div class="segments">
            <Segment
              name={`${name}-by`}
              label={t('sampler.resident.pass')}
              checked={draft.by.value === 'pass'}
              onChoose={() => (draft.by.value = 'pass')}
            />
            <Segment
              name={`${name}-by`}
              label={t('sampler.resident.document')}
              checked={draft.by.value === 'document'}
              onChoose={() => (draft.by.value = 'document')}
            />
          </div>
        </div>
        {draft.by.value === 'pass' ? <PassRead draft={draft} /> : <DocumentFields draft={draft} />}
      </fieldset>
      {problem === null ? null : (
        <p class="notice on-red" role="alert">
          <Icon name="warning" />
          {problem}
        </p>
      )}
      <button type="submit" class="button button-wide button-tall" disabled={draft.tubeCode.value === null || draft.subject.value === null}>
        {action}
      </button>
    </form>
  )
}

function TubeField({ draft }: { draft: Draft }) {
  const typed = draft.tube.value
  const wrong = typed.length >= 6 && draft.tubeCode.value === null && !typed.startsWith('EG1:')
  return (
    <label class="field">
      <span>{t('sampler.tube')}</span>
      <input
        class="code-input"
        name="tube"
        value={typed}
        placeholder={t('sampler.tube.hint')}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-invalid={wrong}
        onInput={(event) => (draft.tube.value = event.currentTarget.value)}
      />
      {wrong ? <span class="field-problem">{t('sampler.tube.wrong')}</span> : null}
    </label>
  )
}

function PassRead({ draft }: { draft: Draft }) {
  const pass = draft.pass.value
  return pass === null ? (
    <p class="notice on-unknown">
      <Icon name="person" />
      {t('sampler.resident.scan')}
    </p>
  ) : (
    <p class="notice on-green" role="status">
      <Icon name="check" />
      {t('sampler.resident.read', { hint: pass.hint })}
    </p>
  )
}

function DocumentFields({ draft }: { draft: Draft }) {
  const kind = draft.kind.value
  const check = draft.document.value
  return (
    <>
      <label class="field">
        <span class="visually-hidden">{t('sampler.kind')}</span>
        <select value={kind} onChange={(event) => (draft.kind.value = event.currentTarget.value as DocumentKind)}>
          {documentKinds.map((each) => (
            <option key={each} value={each}>
              {t(`sampler.kind.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span class="visually-hidden">{t('sampler.number')}</span>
        <input
          class="code-input"
          name="number"
          value={draft.number.value}
          placeholder={t('sampler.number')}
          inputMode={kind === 'resident_id' ? 'numeric' : 'text'}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={check.state === 'wrong'}
          onInput={(event) => (draft.number.value = event.currentTarget.value)}
        />
        <NumberFeedback check={check} typed={draft.number.value} kind={kind} />
      </label>
    </>
  )
}

function NumberFeedback({ check, typed, kind }: { check: DocumentCheck; typed: string; kind: DocumentKind }) {
  if (check.state === 'good') return <span class="field-good">{t('sampler.number.good')}</span>
  if (check.state === 'wrong') return <span class="field-problem">{wordsFor('document', check.reason) ?? t('document.form')}</span>
  if (kind !== 'resident_id' || typed === '') return null
  return <span class="quiet">{t('sampler.number.chars', { count: typed.replaceAll(/\s/g, '').length })}</span>
}
