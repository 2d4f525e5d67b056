// A typed identity document: what is wrong with the number is said while it is typed.
import type { Subject } from '@evergate/pass/sampling'
import { useSignal } from '@preact/signals'
import { checkDocument, type DocumentCheck, type DocumentKind, documentKinds } from '../desk/document.ts'
import { t, wordsFor } from '../words.ts'

export function DocumentForm({ action, onSubject }: { action: string; onSubject: (subject: Subject) => void }) {
  const kind = useSignal<DocumentKind>('resident_id')
  const number = useSignal('')
  const name = useSignal('')
  const check = checkDocument(kind.value, number.value)
  const submit = (event: Event): void => {
    event.preventDefault()
    if (check.state !== 'good') return
    const { document } = check
    onSubject(name.value.trim() === '' ? { document } : { document, name: name.value.trim() })
  }
  return (
    <form class="stack" onSubmit={submit}>
      <KindField kind={kind.value} onKind={(next) => (kind.value = next)} />
      <label class="field">
        <span>{t('person.number')}</span>
        <span class="with-key">
          <input
            class="code-input code-input-large"
            name="number"
            value={number.value}
            inputMode={kind.value === 'resident_id' ? 'numeric' : 'text'}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-invalid={check.state === 'wrong'}
            onInput={(event) => (number.value = event.currentTarget.value)}
          />
          {kind.value === 'resident_id' ? (
            // A numeric keyboard has no X.
            <button type="button" class="button button-second" onClick={() => (number.value += 'X')}>
              X
            </button>
          ) : null}
        </span>
        <NumberFeedback check={check} typed={number.value} kind={kind.value} />
      </label>
      <label class="field">
        <span>{t('person.name')}</span>
        <input
          name="name"
          maxLength={100}
          autocomplete="off"
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button button-wide button-tall" disabled={check.state !== 'good'}>
        {action}
      </button>
    </form>
  )
}

function NumberFeedback({ check, typed, kind }: { check: DocumentCheck; typed: string; kind: DocumentKind }) {
  if (check.state === 'good') return <span class="field-good">{t('person.number.good')}</span>
  if (check.state === 'wrong') return <span class="field-problem">{wordsFor('document', check.reason) ?? t('document.form')}</span>
  if (kind !== 'resident_id' || typed === '') return null
  return <span class="quiet">{t('person.number.chars', { count: typed.replaceAll(/\s/g, '').length })}</span>
}

function KindField({ kind, onKind }: { kind: DocumentKind; onKind: (kind: DocumentKind) => void }) {
  return (
    <label class="field">
      <span>{t('person.kind')}</span>
      <select name="kind" value={kind} onChange={(event) => onKind(event.currentTarget.value as DocumentKind)}>
        {documentKinds.map((each) => (
          <option key={each} value={each}>
            {t(`person.kind.${each}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
