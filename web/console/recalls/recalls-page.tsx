/** Residents to be sampled again, by street; printable. */
import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { streetChoices, streetName } from '../places/divisions.ts'
import { divisionsQuery } from '../places/places.query.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Page } from '../ui/page.tsx'
import { StateChoice } from '../ui/state-choice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useTexts } from '../words/use-texts.ts'
import { byStreet } from './by-street.ts'
import { type Recall, type RecallState, recallStates, recallsQuery } from './recall.query.ts'
import { recallTexts } from './recall-texts.ts'
import styles from './recalls-page.module.css'
import { StreetTable } from './street-table.tsx'

export function RecallsPage() {
  const say = useTexts(recallTexts)
  const [state, setState] = useState<RecallState>('open')
  const [streetCode, setStreetCode] = useState<string | null>(null)
  const recalls = useInfiniteQuery(recallsQuery(state, streetCode))
  /** A printed list must be whole. */
  const print = async (): Promise<void> => {
    let page = await recalls.fetchNextPage()
    while (page.hasNextPage) page = await recalls.fetchNextPage()
    if (!page.isError) window.print()
  }
  const actions = (
    <div className={styles.screen}>
      <Group gap="xs">
        <Button variant="default" loading={recalls.isRefetching} onClick={() => void recalls.refetch()}>
          {say('refresh')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="print" />}
          disabled={(recalls.data?.recalls.length ?? 0) === 0}
          loading={recalls.isFetchingNextPage}
          onClick={() => void print()}
        >
          {say('print')}
        </Button>
      </Group>
    </div>
  )
  return (
    <Page title={say('title')} lead={say('lead')} actions={actions}>
      <div className={styles.screen}>
        <Group gap="md" align="flex-end">
          <StateChoice label={say('state')} states={recallStates} word={say} value={state} onChange={setState} />
          <StreetChoice streetCode={streetCode} onStreet={setStreetCode} />
        </Group>
      </div>
      <Loaded query={recalls}>
        {(found) => (
          <Stack gap="lg">
            <Group gap="lg">
              <Text fw={600}>{say('openCount', { count: found.counts.open ?? 0 })}</Text>
              <Text size="sm" c="dimmed">
                {say('asOf')} <Time at={new Date(recalls.dataUpdatedAt).toISOString()} />
              </Text>
            </Group>
            {found.recalls.length === 0 ? <NoRecalls state={state} /> : <Streets recalls={found.recalls} />}
          </Stack>
        )}
      </Loaded>
      <MoreButton query={recalls} label={say('more')} />
    </Page>
  )
}

function StreetChoice({ streetCode, onStreet }: { streetCode: string | null; onStreet: (code: string | null) => void }) {
  const say = useTexts(recallTexts)
  const districts = useQuery(divisionsQuery).data ?? []
  return (
    <Select
      aria-label={say('street')}
      placeholder={say('allStreets')}
      clearable
      searchable
      limit={100}
      w={280}
      maw="100%"
      data={streetChoices(districts)}
      value={streetCode}
      onChange={onStreet}
    />
  )
}

function NoRecalls({ state }: { state: RecallState }) {
  const say = useTexts(recallTexts)
  return state === 'open' ? <EmptyState title={say('emptyOpen')}>{say('emptyOpenNext')}</EmptyState> : <EmptyState title={say('empty')} />
}

function Streets({ recalls }: { recalls: readonly Recall[] }) {
  const say = useTexts(recallTexts)
  const districts = useQuery(divisionsQuery).data ?? []
  return byStreet(recalls).map(({ streetCode, recalls: found }) => (
    <StreetTable
      key={streetCode ?? 'none'}
      name={streetCode === null ? say('noStreet') : streetName(districts, streetCode)}
      recalls={found}
    />
  ))
}
