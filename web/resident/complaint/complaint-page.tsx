/** "I was sampled and have no result": asked with as little as people remember, answered at once with where the sample is. */
import { useEffect, useState } from 'preact/hooks'
import { PeopleSwitch } from '../code/people-switch.tsx'
import { type CachedQuery, createCachedQuery } from '../state/cached-answer.ts'
import { people } from '../state/people.ts'
import { showMoment } from '../state/region.ts'
import type { Complaint } from '../state/wire.ts'
import { Loading, Page } from '../ui/page.tsx'
import { ComplaintForm } from './complaint-form.tsx'
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
      <Earlier key={`${residentId} earlier`} query={complaintsOf(residentId)} />
    </Page>
  )
}

/** Beside the form only: where it cannot be had, the form says why. */
function Earlier({ query }: { query: CachedQuery<Complaints> }) {
  useEffect(() => void query.load(), [query])
  const complaints = query.state.value.value?.complaints ?? []
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
