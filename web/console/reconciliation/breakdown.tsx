/** The same seven steps for each site, box, device or laboratory. */
import { Button, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Section } from '../ui/section.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import type { ChosenPart } from './difference-list.tsx'
import { type Cut, cutQuery, cuts, type DifferenceFilter, type ReconciliationRow, steps } from './reconciliation.query.ts'
import { cutTexts, reconciliationTexts, stepTexts } from './reconciliation-texts.ts'

export function Breakdown({ roundId, onPart }: { roundId: string; onPart: (part: ChosenPart) => void }) {
  const say = useTexts(reconciliationTexts)
  const sayCut = useTexts(cutTexts)
  const [by, setBy] = useState<Cut>('site')
  const cut = useInfiniteQuery(cutQuery(roundId, by))
  return (
    <Section title={say('breakdown')} flush>
      <StateChoice label={say('by')} states={cuts} word={sayCut} value={by} onChange={setBy} />
      <Stack gap="sm">
        <Loaded query={cut}>
          {(rows) => (rows.length === 0 ? <EmptyState title={say('nothingCut')} /> : <CutTable rows={rows} by={by} onPart={onPart} />)}
        </Loaded>
        <MoreButton query={cut} label={say('more')} />
      </Stack>
    </Section>
  )
}

function CutTable({ rows, by, onPart }: { rows: readonly ReconciliationRow[]; by: Cut; onPart: (part: ChosenPart) => void }) {
  const say = useTexts(reconciliationTexts)
  const sayCut = useTexts(cutTexts)
  const sayStep = useTexts(stepTexts)
  const columns: Column<ReconciliationRow>[] = [
    { key: 'name', header: sayCut(by), names: true, cell: (row) => row.name },
    ...steps
      .filter((step) => rows.some((row) => row[step] !== null))
      .map((step): Column<ReconciliationRow> => ({ key: step, header: sayStep(step), figures: true, cell: (row) => figure(row[step]) })),
    {
      key: 'actions',
      header: say('showThis'),
      actions: true,
      cell: (row) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`${say('showThis')}: ${row.name}`}
          onClick={() => onPart({ name: row.name, filter: filterOf(by, row.key) })}
        >
          {say('showThis')}
        </Button>
      ),
    },
  ]
  return <DataTable label={sayCut(by)} columns={columns} rows={rows} rowKey={(row) => row.key} />
}

function figure(count: number | null): string {
  return count === null ? '–' : formatFigure(count)
}

function filterOf(by: Cut, key: string): DifferenceFilter {
  return { [by === 'box' ? 'boxCode' : `${by}Id`]: key }
}
