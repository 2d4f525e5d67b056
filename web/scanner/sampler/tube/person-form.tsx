// Somebody without a pass: a typed document with its check digit, or, without one, words by which the person can be found again.
import type { Subject } from '@evergate/pass/sampling'
import { useSignal } from '@preact/signals'
import { Segment } from '../../device/page.tsx'
import type { Desk } from '../desk/desk.ts'
import { SheetFrame } from '../sheet-frame.tsx'
import { closeSheet } from '../view.ts'
import { t } from '../words.ts'
import { DocumentForm } from './document-form.tsx'

export function PersonForm({ desk, tubeCode }: { desk: Desk; tubeCode: string }) {
  const by = useSignal<'document' | 'nobody'>('document')
  const add = async (subject: Subject): Promise<void> => {
    await desk.addPerson(subject)
    // What was done or not needed is said at the desk; a refusal is said here, over what was typed.
    if (desk.said.peek()?.outcome !== 'sample_refused') closeSheet()
  }
  const action = t('person.add', { code: tubeCode })
  return (
    <SheetFrame title={t('person.title')} desk={desk}>
      <div class="segments">
        <Segment name="by" label={t('person.document')} checked={by.value === 'document'} onChoose={() => (by.value = 'document')} />
        <Segment name="by" label={t('person.nobody')} checked={by.value === 'nobody'} onChoose={() => (by.value = 'nobody')} />
      </div>
      {by.value === 'document' ? (
        <DocumentForm action={action} onSubject={(subject) => void add(subject)} />
      ) : (
        <ProvisionalForm action={action} onSubject={(subject) => void add(subject)} />
      )}
    </SheetFrame>
  )
}

function ProvisionalForm({ action, onSubject }: { action: string; onSubject: (subject: Subject) => void }) {
  const description = useSignal('')
  const name = useSignal('')
  const phone = useSignal('')
  const submit = (event: Event): void => {
    event.preventDefault()
    if (description.value.trim() === '') return
    const optional = (key: string, value: string): object => (value.trim() === '' ? {} : { [key]: value.trim() })
    onSubject({
      provisional: { description: description.value.trim(), ...optional('name', name.value), ...optional('phone', phone.value) },
    })
  }
  return (
    <form class="stack" onSubmit={submit}>
      <label class="field">
        <span>{t('person.description')}</span>
        <textarea
          name="description"
          rows={2}
          maxLength={100}
          placeholder={t('person.description.hint')}
          value={description.value}
          onInput={(event) => (description.value = event.currentTarget.value)}
        />
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
      <label class="field">
        <span>{t('person.phone')}</span>
        <input
          name="phone"
          type="tel"
          maxLength={20}
          autocomplete="off"
          value={phone.value}
          onInput={(event) => (phone.value = event.currentTarget.value)}
        />
      </label>
      <p class="quiet">{t('person.provisional.about')}</p>
      <button type="submit" class="button button-wide button-tall" disabled={description.value.trim() === ''}>
        {action}
      </button>
    </form>
  )
}
