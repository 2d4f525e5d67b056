/** The form of a complaint about a missing result, and the answer in its place. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { now } from '../../shared/clock.ts'
import { createUuid } from '../../shared/uuid.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { ask } from '../state/server.ts'
import type { ComplaintFinding } from '../state/wire.ts'
import { Field } from '../ui/field.tsx'
import { Problem } from '../ui/problem.tsx'
import { createComplaint, fieldMoment, type Problem as Mistake, problemWith, type Said } from './complaint.ts'
import { Finding } from './finding.tsx'
import { sayComplaint } from './words.ts'

export function ComplaintForm({ residentId }: { residentId: string }) {
  const offset = utcOffsetMinutes.value
  const [complaintId, setComplaintId] = useState(createUuid) // the same until it was answered, so that asking twice is asking once
  const [said, setSaid] = useState<Said>({ sampledOn: '', tubeCode: '', note: '' })
  const [insist, setInsist] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [finding, setFinding] = useState<ComplaintFinding | null>(null)
  const mistake = insist ? problemWith(said, now(), offset) : null

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
      <SaidFields said={said} say={setSaid} mistake={mistake} />
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

function SaidFields({ said, say, mistake }: { said: Said; say: (said: Said) => void; mistake: Mistake | null }) {
  return (
    <>
      <Field
        label={sayComplaint('when')}
        type="datetime-local"
        value={said.sampledOn}
        max={fieldMoment(now(), utcOffsetMinutes.value)}
        onText={(sampledOn) => say({ ...said, sampledOn })}
        problem={mistake === null || mistake === 'tubeWrong' ? null : sayComplaint(mistake)}
      />
      <Field
        label={sayComplaint('tube')}
        value={said.tubeCode}
        maxLength={24}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        onText={(tubeCode) => say({ ...said, tubeCode })}
        hint={sayComplaint('tubeHint')}
        problem={mistake === 'tubeWrong' ? sayComplaint(mistake) : null}
      />
      <Field
        label={sayComplaint('note')}
        value={said.note}
        maxLength={300}
        autocomplete="off"
        onText={(note) => say({ ...said, note })}
        hint={sayComplaint('noteHint')}
      />
    </>
  )
}
