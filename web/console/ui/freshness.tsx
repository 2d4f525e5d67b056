/** Says how old a self-renewing view is, and plainly so when it could not be renewed. */
import { Button, Group, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { clockOffsetMs } from '../../shared/clock.ts'
import { formatDuration } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { Notice } from './notice.tsx'
import { stateTexts } from './state-texts.ts'
import { useNow } from './use-now.ts'

type Renewable = Pick<UseQueryResult, 'dataUpdatedAt' | 'isFetching' | 'isError' | 'data' | 'refetch'>

export function Freshness({ query }: { query: Renewable }) {
  const say = useTexts(stateTexts)
  const locale = useLocale()
  const present = useNow()
  if (query.data === undefined) return null
  // dataUpdatedAt goes by this computer's own clock, so the correction is taken off again
  const age = formatDuration(present - clockOffsetMs() - query.dataUpdatedAt, locale)
  if (query.isError) {
    return (
      <Notice tone="warning" title={say('stale', { age })}>
        <Button size="compact-sm" variant="default" mt={6} onClick={() => void query.refetch()}>
          {say('refresh')}
        </Button>
      </Notice>
    )
  }
  return (
    <Group gap={6} mt={2}>
      <Text size="xs" c="dimmed">
        {query.isFetching ? say('updating') : say('updated', { age })}
      </Text>
      <Button variant="subtle" size="compact-xs" disabled={query.isFetching} onClick={() => void query.refetch()}>
        {say('refresh')}
      </Button>
    </Group>
  )
}
