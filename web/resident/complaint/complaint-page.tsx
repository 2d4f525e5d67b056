/** "I was sampled and have no result": asked with as little as people remember, answered at once with where the sample is. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { now } from '../../shared/clock.ts'
import { createUuid } from '../../shared/uuid.ts'
import { PeopleSwitch } from '../code/people-switch.tsx'
import { type CachedQuery, createCachedQuery } from '../state/cached-answer.ts'
import { people } from '../state/people.ts'
import { showMoment, utcOffsetMinutes } from '../state/region.ts'
import { ask } from '../state/server.ts'
import type { Complaint, ComplaintFinding } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Field } from '../ui/field.tsx'
import { Loading, Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { createComplaint, fieldMoment, problemWith, type Said } from './complaint.ts'
import { Finding, isFound } from './finding.tsx'
import { sayComplaint } from './words.ts'

type Complaints = { readonly complaints: readonly Complaint[] }
const queries = new Map<string, CachedQuery<Complaints>>()
function complaintsOf(residentId: string): CachedQuery<Complaints> {
  const known = queries.get(residentId)
  if (known !== undefined) return known
  const query = createCachedQuery<Complaints>(`resident/complaints/${residentId}`, `/v1/residents/${residentId}/complaints`)
  queries.set(residentId, query)
  return query
}

export function ComplaintPage() {
  const [chosen, setChosen] = useState<string | null>(null)
  const residentId = chosen ?? people.value[0]?.residentId
  if (residentId === undefined) return <Loading />
  return (
    <Page title={sayComplaint('title')} back="/results">
      <p class="lead">{sayComplaint('lead')}</p>
      {people.value.length > 1 && <PeopleSwitch people={people.value} chosen={residentId} choose={setChosen} />}
      <ComplaintForm key={residentId} residentId={residentId} />
      <CachedView key={`${residentId} earlier`} query={complaintsOf(residentId)}>
        {({ complaints }) => <Earlier complaints={complaints} />}
      </CachedView>
    </Page>
  )
}

function ComplaintForm({ residentId }: { residentId: string }) {
  const offset = utcOffsetMinutes.value
  const [complaintId, setComplaintId] = useState(createUuid) // the same until it was answered, so that asking twice is asking once
  const [said, setSaid] = useState<Said>({ sampledOn: '', tubeCode: '', note: '' })
  const [insist, setInsist] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [finding, setFinding] = useState<ComplaintFinding | null>(null)
  const problem = insist ? problemWith(said, now(), offset) : null

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setInsist(true)
    if (problemWith(said, now(), offset) !== null) return
    setBusy(true)
    setRefusal(null)
    const body = createComplaint(said, complaintId, offset)
    const path = `/v1/residents/${residentId}/complaints`
    const answer = await ask<{ finding: ComplaintFinding }>({ method: 'POST', path, body, as: 'session', repeatable: true })
    setBusy(false)
    if (!answer.ok) return setRefusal(answer.refusal)
    setFinding(answer.value.finding)
    setComplaintId(createUuid())
  }

  if (finding !== null) {
    return (
      <div class="stack">
        <Finding finding={finding} />
        <button type="button" class="button button-plain" onClick={() => setFinding(null)}>
          {sayComplaint('again')}
        </button>
      </div>
    )
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <Field
        label={sayComplaint('when')}
        type="datetime-local"
        value={said.sampledOn}
        max={fieldMoment(now(), offset)}
        onText={(sampledOn) => setSaid({ ...said, sampledOn })}
        problem={problem === null || problem === 'tubeWrong' ? null : sayComplaint(problem)}
      />
      <Field
        label={sayComplaint('tube')}
        value={said.tubeCode}
        maxLength={24}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onText={(tubeCode) => setSaid({ ...said, tubeCode })}
        hint={sayComplaint('tubeHint')}
        problem={problem === 'tubeWrong' ? sayComplaint(problem) : null}
      />
      <Field
        label={sayComplaint('note')}
        value={said.note}
        maxLength={300}
        autocomplete="off"
        onText={(note) => setSaid({ ...said, note })}
        hint={sayComplaint('noteHint')}
      />
      {refusal !== null && (
        <Problem
          refusal={refusal}
          words={refusal.code === 'reconciliation.too_many_complaints' ? sayComplaint('refusedMany') : undefined}
        />
      )}
      <button type="submit" class="button button-wide" disabled={busy}>
        {sayComplaint(busy ? 'asking' : 'ask')}
      </button>
    </form>
  )
}

function Earlier({ complaints }: { complaints: readonly Complaint[] }) {
  if (complaints.length === 0) return null
  return (
    <section class="stack">
      <h2>{sayComplaint('earlier')}</h2>
      {complaints.map(({ complaintId, sampledAt, finding, answer }) => (
        <div key={complaintId} class="card stack stack-small">
          <p class="quiet">{sayComplaint('earlierOf', { time: showMoment(sampledAt) })}</p>
          <Finding finding={finding} />
          {answer !== null && <p>{sayComplaint('answered', { answer })}</p>}
          {answer === null && !isFound(finding) && <p class="quiet">{sayComplaint('unanswered')}</p>}
        </div>
      ))}
    </section>
  )
}
