/** The tubes behind one difference: where each stands, since when, and which number may have been meant. */
import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { PersonNames } from '../ui/person-names.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { differenceTexts } from './difference-texts.ts'
import { type DifferenceFilter, type DifferenceItem, differenceQuery } from './reconciliation.query.ts'

type ItemsProps = { roundId: string; code: string; name: string; filter: DifferenceFilter }

export function DifferenceItems({ roundId, code, name, filter }: ItemsProps) {
  const say = useTexts(differenceTexts)
  const items = useInfiniteQuery(differenceQuery(roundId, code, filter))
  const narrowed = Object.keys(filter).length > 0
  return (
    <Stack gap="sm">
      <Loaded query={items}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={say(narrowed ? 'emptyFiltered' : 'emptyList')} />
          ) : (
            <ItemTable items={found} label={say('listOf', { name })} />
          )
        }
      </Loaded>
      <MoreButton query={items} label={say('more')} />
    </Stack>
  )
}

function ItemTable({ items, label }: { items: readonly DifferenceItem[]; label: string }) {
  const say = useTexts(differenceTexts)
  const has = (present: (item: DifferenceItem) => boolean): boolean => items.some(present)
  const columns: Column<DifferenceItem>[] = [
    { key: 'tube', header: say('tube'), names: true, cell: (item) => (item.tubeCode === null ? '–' : <code>{item.tubeCode}</code>) },
    { key: 'site', header: say('site'), cell: (item) => item.siteName ?? '–' },
    { key: 'box', header: say('box'), cell: (item) => (item.boxCode === null ? '–' : <code>{item.boxCode}</code>) },
    { key: 'device', header: say('device'), cell: (item) => item.deviceLabel ?? '–' },
    { key: 'swabs', header: say('swabs'), figures: true, cell: (item) => formatFigure(item.swabs) },
    ...(has((item) => item.residents.length > 0) ? [residentColumn(say('residents'))] : []),
    { key: 'since', header: say('since'), cell: (item) => <Time at={item.since} /> },
    ...(has((item) => item.suggestion !== null) ? [suggestionColumn(say('suggestion'))] : []),
  ]
  return <DataTable label={label} columns={columns} rows={items} rowKey={(item, index) => `${item.tubeCode}-${item.deviceId}-${index}`} />
}

function residentColumn(header: string): Column<DifferenceItem> {
  return { key: 'residents', header, cell: (item) => <PersonNames masked={item.residents.map(({ nameMasked }) => nameMasked)} /> }
}

function suggestionColumn(header: string): Column<DifferenceItem> {
  return { key: 'suggestion', header, cell: (item) => (item.suggestion === null ? '' : <code>{item.suggestion}</code>) }
}
