/** Records the server could not take: never dropped, kept for a person. */
import { Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type RefusedRecord, refusedQuery } from './fleet.query.ts'
import { fleetTexts } from './fleet-texts.ts'
import { wordsForRefusal } from './refusal-words.ts'

export function RefusedRecords() {
  const say = useTexts(fleetTexts)
  const locale = useLocale()
  const records = useInfiniteQuery(refusedQuery)
  const columns: Column<RefusedRecord>[] = [
    { key: 'reason', header: say('reason'), names: true, cell: ({ code }) => wordsOf(wordsForRefusal(code), locale) },
    { key: 'field', header: say('field'), cell: ({ field }) => (field === null || field === '' ? '–' : <code>{field}</code>) },
    { key: 'device', header: say('label'), cell: ({ deviceLabel, deviceId }) => deviceLabel ?? <code>…{deviceId.slice(-8)}</code> },
    { key: 'site', header: say('site'), cell: ({ siteName }) => siteName ?? '–' },
    { key: 'at', header: say('at'), cell: ({ receivedAt }) => <Time at={receivedAt} seconds /> },
    { key: 'record', header: say('record'), cell: ({ recordId }) => (recordId === null ? '–' : <code>{recordId}</code>) },
  ]
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say('refusedLead')}
      </Text>
      <Loaded query={records}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={say('refusedEmpty')} />
          ) : (
            <DataTable label={say('refused')} columns={columns} rows={found} rowKey={(record, index) => `${record.recordId}-${index}`} />
          )
        }
      </Loaded>
      <MoreButton query={records} label={say('more')} />
    </Stack>
  )
}
