/** How the system is: first whether anything needs attention, then the figures. */
import { Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../ui/facts.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { formatBytes, formatDuration } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { type SystemHealth, systemQuery } from './system.query.ts'
import { ConsumerTable, LoopTable, PoolTable, RowTable } from './system-tables.tsx'
import { systemTexts } from './system-texts.ts'
import { troublesOf } from './trouble.ts'

export function SystemPage() {
  const say = useTexts(systemTexts)
  const health = useQuery(systemQuery)
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={health} />}>
      <Loaded query={health}>{(found) => <Health health={found} isOld={health.isError} />}</Loaded>
    </Page>
  )
}

/** `isOld`: it could not be renewed, so what was in order may no longer be. */
function Health({ health, isOld }: { health: SystemHealth; isOld: boolean }) {
  const say = useTexts(systemTexts)
  const locale = useLocale()
  const { database } = health
  return (
    <>
      <Attention health={health} isOld={isOld} />
      <Section title={say('database')}>
        <Facts
          facts={[
            [say('databaseState'), say(database.ok ? 'ok' : 'down')],
            [say('size'), formatBytes(database.sizeBytes)],
            [say('version'), health.version],
            [say('started'), <Time key="started" at={health.startedAt} />],
            [say('uptime'), formatDuration(health.uptimeSeconds * 1000, locale)],
          ]}
        />
      </Section>
      <ConsumerTable consumers={health.outbox} />
      <LoopTable loops={health.loops} />
      <PoolTable pools={database.pools} />
      <RowTable tables={health.tables} />
    </>
  )
}

function Attention({ health, isOld }: { health: SystemHealth; isOld: boolean }) {
  const say = useTexts(systemTexts)
  const troubles = troublesOf(health, useLocale())
  if (troubles.length === 0) return <Notice tone={isOld ? 'info' : 'good'} title={say(isOld ? 'wasHealthy' : 'healthy')} />
  return (
    <Notice tone="bad" title={say('troubled', { count: troubles.length })}>
      <Paper component="ul" withBorder={false} bg="transparent" m={0} pl="1.1em">
        {troubles.map((trouble) => (
          <li key={trouble}>{trouble}</li>
        ))}
      </Paper>
    </Notice>
  )
}
