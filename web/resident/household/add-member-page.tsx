/** Adding somebody: a child by guardianship, anybody else by the code they received and told. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { checkDocument, normaliseNumber } from '../../shared/document-check.ts'
import { navigate } from '../app/router.ts'
import { DocumentFields } from '../ui/document-fields.tsx'
import { Choices, Field, Tick } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { ConsentForm } from './consent-form.tsx'
import { awaitingConsent, type MemberDetails, requestMember } from './member-request.ts'
import { sayHousehold, sayHouseholdRefusal } from './words.ts'

const empty: MemberDetails = { name: '', document: { kind: 'resident_id', number: '' }, relation: 'child', phone: '', guardianship: true }

/** What is still missing, and whether a guardian's word is enough. */
function checkDetails({ name, document, phone, relation, guardianship }: MemberDetails) {
  const byGuardian = relation === 'child' && guardianship
  const nameMissing = name.trim() === ''
  const phoneMissing = !byGuardian && (phone ?? '').replaceAll(/\D/g, '').length < 7
  return { byGuardian, nameMissing, phoneMissing, complete: !nameMissing && !phoneMissing && checkDocument(document).state === 'good' }
}

export function AddMemberPage() {
  const waiting = awaitingConsent.value
  return waiting === null ? <DetailsForm /> : <ConsentForm waiting={waiting} />
}

function DetailsForm() {
  const [details, setDetails] = useState(empty)
  const [insist, setInsist] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setInsist(true)
    const { complete, byGuardian } = checkDetails(details)
    if (!complete) return
    setBusy(true)
    const document = { ...details.document, number: normaliseNumber(details.document.number) }
    const phone = byGuardian ? null : details.phone
    const refused = await requestMember({ ...details, name: details.name.trim(), document, phone, guardianship: byGuardian })
    setBusy(false)
    setRefusal(refused)
    if (refused === null && awaitingConsent.value === null) navigate('/me/household', 'replace')
  }

  return (
    <Page title={sayHousehold('addTitle')} back="/me/household">
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <MemberFields details={details} insist={insist} set={(part) => setDetails({ ...details, ...part })} />
        {refusal !== null && <Problem refusal={refusal} words={sayHouseholdRefusal(refusal)} />}
        <button type="submit" class="button button-wide" disabled={busy}>
          {sayHousehold(busy ? 'working' : 'submit')}
        </button>
      </form>
    </Page>
  )
}

interface MemberFieldsProps {
  readonly details: MemberDetails
  readonly insist: boolean
  readonly set: (part: Partial<MemberDetails>) => void
}

function MemberFields({ details, insist, set }: MemberFieldsProps) {
  const { byGuardian, nameMissing, phoneMissing } = checkDetails(details)
  return (
    <>
      <Choices
        label={sayHousehold('relation')}
        options={(['child', 'elder', 'other'] as const).map((option) => [option, sayHousehold(option)] as const)}
        value={details.relation}
        onChoose={(relation) => set({ relation })}
      />
      <Field
        label={sayHousehold('name')}
        value={details.name}
        onText={(name) => set({ name })}
        autocomplete="off"
        maxLength={80}
        problem={insist && nameMissing ? sayHousehold('nameMissing') : null}
      />
      <DocumentFields document={details.document} onChange={(document) => set({ document })} insist={insist} />
      {details.relation === 'child' && (
        <Tick label={sayHousehold('guardianship')} value={details.guardianship} onChange={(guardianship) => set({ guardianship })} />
      )}
      {!byGuardian && (
        <Field
          label={sayHousehold('phone')}
          hint={sayHousehold('phoneHint')}
          value={details.phone ?? ''}
          onText={(phone) => set({ phone })}
          type="tel"
          inputMode="tel"
          autocomplete="off"
          maxLength={30}
          problem={insist && phoneMissing ? sayHousehold('phoneMissing') : null}
        />
      )}
    </>
  )
}
