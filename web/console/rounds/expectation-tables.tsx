/** How many residents a plan brings to each area and each site; sites that cannot bear it stand first and are marked. */
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Notice } from '../ui/notice.tsx'
import { Section } from '../ui/section.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { BuildingTable } from './building-table.tsx'
import { planTexts } from './plan-texts.ts'
import type { Expectation, ExpectedArea, ExpectedSite } from './round.query.ts'
import { poolTexts } from './round-texts.ts'

export function ExpectationTables({ expectation }: { expectation: Expectation }) {
  const say = useTexts(planTexts)
  const overloaded = expectation.sites.filter((site) => site.overloaded).length
  return (
    <>
      {overloaded === 0 ? (
        <Notice tone="good">{say('allFit')}</Notice>
      ) : (
        <Notice tone="warning">{say('overloadedNotice', { count: overloaded })}</Notice>
      )}
      <SiteLoads sites={expectation.sites} />
      <AreaLoads areas={expectation.areas} />
      {expectation.buildings.length === 0 ? null : (
        <Section title={say('buildings')} flush>
          <BuildingTable buildings={expectation.buildings} />
        </Section>
      )}
    </>
  )
}

function SiteLoads({ sites }: { sites: readonly ExpectedSite[] }) {
  const say = useTexts(planTexts)
  const heaviestFirst = [...sites].sort((a, b) => Number(b.overloaded) - Number(a.overloaded) || b.perDeskPerHour - a.perDeskPerHour)
  const columns: Column<ExpectedSite>[] = [
    { key: 'name', header: say('site'), names: true, cell: (site) => site.name },
    { key: 'expected', header: say('expected'), figures: true, cell: (site) => formatFigure(site.expected) },
    {
      key: 'perDesk',
      header: say('perDeskPerHour'),
      figures: true,
      cell: (site) => formatFigure(Math.round(site.perDeskPerHour * 10) / 10),
    },
    {
      key: 'load',
      header: say('load'),
      cell: (site) =>
        site.overloaded ? (
          <StateMark tone="bad" icon="warning" word={say('overloaded')} />
        ) : (
          <StateMark tone="good" icon="check" word={say('fits')} />
        ),
    },
  ]
  return (
    <Section title={say('bySite')} flush>
      <DataTable label={say('bySite')} columns={columns} rows={heaviestFirst} rowKey={(site) => site.siteId} />
    </Section>
  )
}

function AreaLoads({ areas }: { areas: readonly ExpectedArea[] }) {
  const say = useTexts(planTexts)
  const sayPool = useTexts(poolTexts)
  const columns: Column<ExpectedArea>[] = [
    { key: 'name', header: say('area'), names: true, cell: (area) => area.name },
    { key: 'expected', header: say('expected'), figures: true, cell: (area) => formatFigure(area.expected) },
    { key: 'pool', header: say('pool'), cell: (area) => sayPool(area.pool) },
  ]
  return (
    <Section title={say('byArea')} flush>
      <DataTable label={say('byArea')} columns={columns} rows={areas} rowKey={(area) => area.code} />
    </Section>
  )
}
