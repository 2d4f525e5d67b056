/** The audit trail, newest first, with a filter by action. */
import { Autocomplete, Button, Group, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
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
        <Loaded query={trail}>
          {(entries) =>
            entries.length === 0 ? <EmptyState title={say('none')}>{say('noneNext')}</EmptyState> : <AuditTable entries={entries} />
          }
        </Loaded>
        <MoreButton query={trail} label={say('more')} />
      </Stack>
    </Page>
  )
}
