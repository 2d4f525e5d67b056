/** Name, document and phone, each told right or wrong as it is typed. */
import { useEffect, useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { checkDocument, type IdDocument, normaliseNumber } from '../../shared/document-check.ts'
import { hrefOf } from '../app/router.ts'
import { askRegion, region } from '../state/region.ts'
import { DocumentFields } from '../ui/document-fields.tsx'
import { Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { startRegistration } from './pending.ts'
import { sayRegister, sayRegisterRefusal } from './words.ts'

export function DetailsForm() {
  const [name, setName] = useState('')
  const [document, setDocument] = useState<IdDocument>({ kind: 'resident_id', number: '' })
  const [phone, setPhone] = useState('')
  const [insist, setInsist] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => void askRegion(), [])

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setInsist(true)
    if (name.trim() === '' || checkDocument(document).state !== 'good' || !looksLikePhone(phone)) return
    setBusy(true)
    const number = normaliseNumber(document.number)
    setRefusal(await startRegistration({ name: name.trim(), document: { kind: document.kind, number }, phone: phone.trim() }))
    setBusy(false)
  }

  return (
    <Page title={sayRegister('title')}>
      <p class="lead">{sayRegister('lead')}</p>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <Field
          label={sayRegister('name')}
          hint={sayRegister('nameHint')}
          value={name}
          onText={setName}
          autocomplete="name"
          maxLength={80}
          problem={insist && name.trim() === '' ? sayRegister('nameMissing') : null}
        />
        <DocumentFields document={document} onChange={setDocument} insist={insist} />
        <Field
          label={sayRegister('phone')}
          hint={sayRegister('phoneHint')}
          value={phone}
          onText={setPhone}
          type="tel"
          inputMode="tel"
          autocomplete="tel"
          maxLength={30}
          problem={insist && !looksLikePhone(phone) ? sayRegister('phoneWrong') : null}
        />
        {refusal !== null && <Problem refusal={refusal} words={sayRegisterRefusal(refusal)} />}
        <button type="submit" class="button button-wide" disabled={busy}>
          {sayRegister(busy ? 'sending' : 'next')}
        </button>
        {region.value?.realNameCheck === 'format_only' && <p class="quiet">{sayRegister('formatOnly')}</p>}
        <a class="line-link" href={hrefOf('/privacy')}>
          {sayRegister('privacy')}
        </a>
      </form>
    </Page>
  )
}

/** Enough to be worth asking the server, which knows every country's numbers. */
function looksLikePhone(text: string): boolean {
  const digits = text.normalize('NFKC').replaceAll(/[\s()-]/g, '')
  return /^1\d{10}$/.test(digits) || /^(\+|00)\d{7,15}$/.test(digits)
}
