/** How loaded the server is, on which rung it stands and why, and a commander's order over it. */
import { useQuery } from '@tanstack/react-query'
import { DataTable } from '../ui/data-table.tsx'
import { Facts } from '../ui/facts.tsx'
import { Freshness } from '../ui/freshness.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatDuration } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { ClassTable } from './class-table.tsx'
import { Ladder } from './ladder.tsx'
import { type LoadState, loadQuery, type RungOrder } from './load.query.ts'
import { loadTexts } from './load-texts.ts'
import { Order } from './order.tsx'

export function LoadPage() {
  const say = useTexts(loadTexts)
  const load = useQuery(loadQuery)
  return (
    <Page title={say('title')} lead={say('lead')} aside={<Freshness query={load} />}>
      <Loaded query={load}>{(found) => <Load load={found} />}</Loaded>
    </Page>
  )
}

function Load({ load }: { load: LoadState }) {
  const say = useTexts(loadTexts)
  const locale = useLocale()
  const { databaseSilentSeconds: silent, decisionsBehindSeconds: behind } = load
  return (
    <>
      <Order load={load} />
      <Section title={say('ladder')}>
        <Ladder rung={load.rung} />
      </Section>
      <Section title={say('level')}>
        <Facts
          facts={[
            [say('level'), say('levelOf', { level: load.level.toFixed(2) })],
            [say('database'), silent === 0 ? say('databaseOk') : say('databaseSilent', { seconds: silent })],
            [
              say('decisions'),
              behind < 5 ? say('decisionsOk') : say('decisionsBehind', { duration: formatDuration(behind * 1000, locale) }),
            ],
          ]}
        />
      </Section>
      <ClassTable classes={load.classes} />
      <PastOrders orders={load.past} />
    </>
  )
}

function PastOrders({ orders }: { orders: readonly RungOrder[] }) {
  const say = useTexts(loadTexts)
  return (
    <Section title={say('past')} flush>
      {orders.length === 0 ? (
        <EmptyState title={say('pastNone')} />
      ) : (
        <DataTable
          label={say('past')}
          rows={orders}
          rowKey={(order) => order.orderedAt}
          columns={[
            {
              key: 'rung',
              header: say('rung'),
              names: true,
              cell: (order) => say('rungOption', { rung: order.rung, name: say(`rung${order.rung}`) }),
            },
            { key: 'reason', header: say('reason'), cell: (order) => order.reason },
            { key: 'who', header: say('who'), cell: (order) => order.orderedBy },
            { key: 'from', header: say('from'), cell: (order) => <Time at={order.orderedAt} /> },
            { key: 'to', header: say('to'), cell: (order) => <EndOf order={order} /> },
          ]}
        />
      )}
    </Section>
  )
}

function EndOf({ order }: { order: RungOrder }) {
  const say = useTexts(loadTexts)
  const early = order.endedAt !== null && order.endedAt < order.until
  return (
    <span>
      <Time at={early ? order.endedAt! : order.until} />
      {early ? ` · ${say('endedBy', { who: order.endedBy ?? '' })}` : null}
    </span>
  )
}
