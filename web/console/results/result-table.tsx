/** The results of a batch, tube by tube. Tubes only: who was sampled is not the laboratory's to know. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { ResultRow } from './batch.query.ts'
import { batchTexts } from './batch-texts.ts'
import { OutcomeMark } from './outcome-mark.tsx'

export function ResultTable({ results }: { results: readonly ResultRow[] }) {
  const say = useTexts(batchTexts)
  const columns: Column<ResultRow>[] = [
    { key: 'tube', header: say('tube'), names: true, cell: (row) => <code>{row.tubeCode}</code> },
    { key: 'outcome', header: say('outcome'), cell: (row) => <OutcomeMark outcome={row.outcome} /> },
    { key: 'swabs', header: say('swabs'), figures: true, cell: (row) => (row.sampledAt === null ? '–' : row.swabs) },
    {
      key: 'sampled',
      header: say('sampled'),
      cell: (row) => (row.sampledAt === null ? say('noDeskYet') : <Time at={row.sampledAt} />),
    },
    { key: 'tested', header: say('tested'), cell: (row) => <Time at={row.testedAt} /> },
  ]
  return <DataTable label={say('contents')} columns={columns} rows={results} rowKey={(row) => row.resultId} />
}
