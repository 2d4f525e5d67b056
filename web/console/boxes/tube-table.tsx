/** The tubes of a box: those that need a look first, then the missing, then those that are here. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { boxTexts } from './box-texts.ts'
import type { TubeRow } from './unpacking.ts'

export function TubeTable({ rows }: { rows: readonly TubeRow[] }) {
  const say = useTexts(boxTexts)
  const columns: Column<TubeRow>[] = [
    { key: 'tube', header: say('tube'), names: true, cell: (row) => <code>{row.tubeCode}</code> },
    { key: 'state', header: say('state'), cell: (row) => <TubeState row={row} /> },
    { key: 'swabs', header: say('swabs'), figures: true, cell: (row) => row.tick?.swabsCounted ?? '–' },
  ]
  return (
    <Section title={say('tubes')} flush>
      {rows.length === 0 ? (
        <EmptyState title={say('empty')} />
      ) : (
        <DataTable label={say('tubes')} columns={columns} rows={rows} rowKey={(row) => row.tubeCode} />
      )}
    </Section>
  )
}

function TubeState({ row }: { row: TubeRow }) {
  const say = useTexts(boxTexts)
  if (row.tick === null) return <StateMark tone="calm" icon="clock" word={say('notHere')} />
  if (row.tick.state === 'failed') return <StateMark tone="bad" icon="warning" word={say('notSent')} />
  if (row.tick.state === 'sending') return <StateMark tone="calm" icon="clock" word={say('onWay')} />
  if (row.tick.answer?.answer === 'invalid') return <StateMark tone="bad" icon="cross" word={say('unknownCode')} />
  if (!row.expected) return <StateMark tone="warning" icon="warning" word={say('notOfBox')} />
  return <StateMark tone="good" icon="check" word={say('here')} />
}
