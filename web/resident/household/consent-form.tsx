/** The digits that the other person received: telling them is consenting. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { navigate } from '../app/router.ts'
import { Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { awaitingConsent, confirmMember } from './member-request.ts'
import { sayHousehold, sayHouseholdRefusal } from './words.ts'

export function ConsentForm({ waiting }: { waiting: { readonly memberRequestId: string; readonly sentTo: string } }) {
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const refused = await confirmMember(waiting.memberRequestId, code)
    setBusy(false)
    setRefusal(refused)
    if (refused === null) navigate('/me/household', 'replace')
  }
  return (
    <Page title={sayHousehold('consentTitle')} back="/me/household">
      <p class="lead">{sayHousehold('consentLead', { phone: waiting.sentTo })}</p>
      <form class="stack code-form" onSubmit={(event) => void submit(event)}>
        <Field
          label={sayHousehold('code')}
          value={code}
          onText={(text) => setCode(text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autocomplete="off"
          class="code-digits"
        />
        {refusal !== null && <Problem refusal={refusal} words={sayHouseholdRefusal(refusal)} />}
        <button type="submit" class="button button-wide" disabled={busy || code.length !== 6}>
          {sayHousehold(busy ? 'working' : 'confirm')}
        </button>
        <button type="button" class="button button-plain" onClick={() => (awaitingConsent.value = null)}>
          {sayHousehold('cancel')}
        </button>
      </form>
    </Page>
  )
}
