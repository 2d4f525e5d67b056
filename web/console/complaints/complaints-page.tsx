/** Complaints, open ones first, each with what was found by itself. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type Complaint, type ComplaintState, complaintStates, complaintsQuery } from './complaint.query.ts'
import { complaintTexts, placeTexts, wordsForFinding } from './complaint-texts.ts'

export function ComplaintsPage() {
  const say = useTexts(complaintTexts)
  const [state, setState] = useState<ComplaintState>('open')
  const complaints = useInfiniteQuery(complaintsQuery(state))
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={complaints} />}>
      <StateChoice label={say('state')} states={complaintStates} word={say} value={state} onChange={setState} />
      <Loaded query={complaints}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={say(state === 'open' ? 'emptyOpen' : 'emptyAnswered')} />
          ) : (
            <ComplaintTable complaints={found} />
          )
        }
      </Loaded>
      <MoreButton query={complaints} label={say('more')} />
    </Page>
  )
}

function ComplaintTable({ complaints }: { complaints: readonly Complaint[] }) {
  const say = useTexts(complaintTexts)
  const sayPlace = useTexts(placeTexts)
  const locale = useLocale()
  const columns: Column<Complaint>[] = [
    {
      key: 'resident',
      header: say('resident'),
      names: true,
      cell: ({ complaintId, nameMasked }) => (
        <Link to="/complaints/$complaintId" params={{ complaintId }}>
          {nameMasked}
        </Link>
      ),
    },
    { key: 'finding', header: say('finding'), cell: ({ finding }) => wordsOf(wordsForFinding(finding.code).name, locale) },
    { key: 'where', header: say('where'), cell: ({ finding }) => (finding.place === null ? '–' : sayPlace(finding.place)) },
    { key: 'sampled', header: say('sampled'), cell: ({ sampledAt }) => <Time at={sampledAt} /> },
    { key: 'site', header: say('site'), cell: ({ siteName }) => siteName ?? say('notSaid') },
    { key: 'made', header: say('made'), cell: ({ at }) => <Time at={at} /> },
  ]
  return <DataTable label={say('title')} columns={columns} rows={complaints} rowKey={({ complaintId }) => complaintId} />
}
