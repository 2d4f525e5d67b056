/** Results that wait for their desk, longest tested first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Age } from '../ui/age.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { batchTexts } from './batch-texts.ts'
import { type WaitingResult, waitingQuery } from './waiting.query.ts'
import { waitingTexts } from './waiting-texts.ts'

export function WaitingPage() {
  const say = useTexts(waitingTexts)
  const waiting = useInfiniteQuery(waitingQuery)
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={waiting} />}>
      <Loaded query={waiting}>
        {(found) =>
          found.length === 0 ? <EmptyState title={say('empty')}>{say('emptyNext')}</EmptyState> : <WaitingTable results={found} />
        }
      </Loaded>
      <MoreButton query={waiting} label={say('more')} />
    </Page>
  )
}

function WaitingTable({ results }: { results: readonly WaitingResult[] }) {
  const say = useTexts(waitingTexts)
  const sayBatch = useTexts(batchTexts)
  const columns: Column<WaitingResult>[] = [
    { key: 'tube', header: sayBatch('tube'), names: true, cell: (result) => <code>{result.tubeCode}</code> },
    { key: 'laboratory', header: sayBatch('laboratory'), cell: (result) => result.laboratoryName },
    { key: 'tested', header: sayBatch('tested'), cell: (result) => <Time at={result.testedAt} /> },
    { key: 'age', header: say('age'), cell: (result) => <Age at={result.waitingSince} /> },
    { key: 'state', header: sayBatch('state'), cell: (result) => sayBatch(result.state) },
  ]
  return <DataTable label={say('title')} columns={columns} rows={results} rowKey={(result) => `${result.tubeCode}-${result.testedAt}`} />
}
