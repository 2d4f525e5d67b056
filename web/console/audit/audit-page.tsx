/** The audit trail, newest first, with a filter by action. */
import { Autocomplete, Button, Group, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../ui/page.tsx'
import { EmptyState, FailureState, LoadingState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { auditQuery } from './audit.query.ts'
import { AuditTable } from './audit-table.tsx'
import { auditTexts } from './audit-texts.ts'
import { knownActions, readAction } from './known-actions.ts'

export function AuditPage() {
  const say = useTexts(auditTexts)
  const [typed, setTyped] = useState('')
  const [settled] = useDebouncedValue(typed, 300)
  const trail = useInfiniteQuery(auditQuery(readAction(settled)))
  const entries = trail.data?.pages.flatMap((page) => page.entries)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Stack gap="sm">
        <Group align="flex-end" gap="xs">
          <Autocomplete
            label={say('filter')}
            placeholder={say('all')}
            data={[...knownActions]}
            value={typed}
            onChange={setTyped}
            w={320}
            maw="100%"
          />
          <Button variant="default" loading={trail.isRefetching} onClick={() => void trail.refetch()}>
            {say('refresh')}
          </Button>
        </Group>
        {trail.isError ? <FailureState error={trail.error} onRetry={() => void trail.refetch()} /> : null}
        {entries === undefined ? (
          trail.isError ? null : (
            <LoadingState />
          )
        ) : entries.length === 0 ? (
          <EmptyState title={say('none')}>{say('noneNext')}</EmptyState>
        ) : (
          <AuditTable entries={entries} />
        )}
        {trail.hasNextPage ? (
          <Button
            variant="default"
            loading={trail.isFetchingNextPage}
            onClick={() => void trail.fetchNextPage()}
            style={{ alignSelf: 'center' }}
          >
            {say('more')}
          </Button>
        ) : null}
      </Stack>
    </Page>
  )
}
