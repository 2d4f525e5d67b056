/** Boxes at the laboratory: a desk to receive one, the boxes wherever they are, and what does not agree. */
import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAccount } from '../app/session-gate.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type BoxRow, type BoxState, boxesQuery, boxStates, type TransportConflict, transportConflictsQuery } from './box.query.ts'
import { boxStateTexts, boxTexts, transportConflictTexts } from './box-texts.ts'
import { ReceivingDesk } from './receiving-desk.tsx'

export function BoxesPage() {
  const say = useTexts(boxTexts)
  const { roles } = useAccount()
  return (
    <Page title={say('title')} lead={say('lead')}>
      {roles.includes('laboratory') ? <ReceivingDesk /> : null}
      <BoxList />
      {roles.includes('laboratory') || roles.includes('commander') ? <Disagreements /> : null}
    </Page>
  )
}

function BoxList() {
  const say = useTexts(boxTexts)
  const sayState = useTexts(boxStateTexts)
  const [state, setState] = useState<BoxState>('handed_over')
  const boxes = useInfiniteQuery(boxesQuery(state))
  return (
    <Section title={say('boxes')} flush>
      <StateChoice label={say('state')} states={boxStates} word={sayState} value={state} onChange={setState} />
      <Freshness query={boxes} />
      <Stack gap="sm">
        <Loaded query={boxes}>
          {(found) => (found.length === 0 ? <EmptyState title={say('empty')} /> : <BoxTable boxes={found} state={state} />)}
        </Loaded>
        <MoreButton query={boxes} label={say('more')} />
      </Stack>
    </Section>
  )
}

function BoxTable({ boxes, state }: { boxes: readonly BoxRow[]; state: BoxState }) {
  const say = useTexts(boxTexts)
  const time = (at: string | null) => (at === null ? '–' : <Time at={at} />)
  const columns: Column<BoxRow>[] = [
    { key: 'box', header: say('boxCode'), names: true, cell: (box) => <code>{box.boxCode}</code> },
    { key: 'site', header: say('site'), cell: (box) => box.siteName ?? say('unknownSite') },
    { key: 'tubes', header: say('tubesInBox'), figures: true, cell: (box) => formatFigure(box.tubes) },
    { key: 'courier', header: say('courier'), cell: (box) => box.courier ?? '–' },
    ...(state === 'packed' ? [{ key: 'closed', header: say('closed'), cell: (box: BoxRow) => time(box.closedAt) }] : []),
    ...(state === 'packed' ? [] : [{ key: 'handed', header: say('handedOver'), cell: (box: BoxRow) => time(box.handedOverAt) }]),
    ...(state === 'received' || state === 'complete' ? receivedColumns(say, time) : []),
    ...(state === 'complete' ? [{ key: 'completed', header: say('completedAt'), cell: (box: BoxRow) => time(box.completedAt) }] : []),
  ]
  return <DataTable label={say('boxes')} columns={columns} rows={boxes} rowKey={(box) => box.boxCode} />
}

function receivedColumns(say: (key: 'laboratory' | 'received') => string, time: (at: string | null) => React.ReactNode): Column<BoxRow>[] {
  return [
    { key: 'laboratory', header: say('laboratory'), cell: (box) => box.laboratoryName ?? '–' },
    { key: 'received', header: say('received'), cell: (box) => time(box.receivedAt) },
  ]
}

function Disagreements() {
  const say = useTexts(boxTexts)
  const locale = useLocale()
  const conflicts = useInfiniteQuery(transportConflictsQuery)
  const columns: Column<TransportConflict>[] = [
    { key: 'tube', header: say('tube'), names: true, cell: (conflict) => <code>{conflict.tubeCode}</code> },
    {
      key: 'what',
      header: say('what'),
      cell: ({ code }) => (transportConflictTexts[code] === undefined ? code : wordsOf(transportConflictTexts[code], locale)),
    },
    { key: 'box', header: say('boxCode'), cell: ({ boxCode }) => (boxCode === null ? '–' : <code>{boxCode}</code>) },
    { key: 'laboratory', header: say('laboratory'), cell: ({ laboratoryName }) => laboratoryName ?? '–' },
    { key: 'since', header: say('since'), cell: ({ at }) => <Time at={at} /> },
  ]
  return (
    <Section title={say('conflicts')} flush>
      <Stack gap="sm">
        <Loaded query={conflicts}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={say('noConflicts')} />
            ) : (
              <DataTable label={say('conflicts')} columns={columns} rows={found} rowKey={({ code, tubeCode }) => `${code}-${tubeCode}`} />
            )
          }
        </Loaded>
        <MoreButton query={conflicts} label={say('more')} />
      </Stack>
    </Section>
  )
}
