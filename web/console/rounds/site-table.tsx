/** Sites as a table: everything the map shows, for the eye, the keyboard and the ear. */
import { Button, Stack, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { ShareBar } from '../ui/share-bar.tsx'
import { formatDuration, formatFigure } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import type { SiteProgress } from './progress.query.ts'
import { progressTexts } from './round-texts.ts'
import { SiteSign } from './site-sign.tsx'
import { type Course, siteStateOf } from './site-state.ts'

const pageSize = 50

type SiteTableProps = {
  sites: readonly SiteProgress[]
  course: Course
  nowMs: number
  chosen: string | null
  onChoose: (siteId: string) => void
}

export function SiteTable({ sites, course, nowMs, chosen, onChoose }: SiteTableProps) {
  const say = useTexts(progressTexts)
  const [limit, setLimit] = useState(pageSize)
  const rest = sites.length - limit
  const columns: Column<SiteProgress>[] = [
    { key: 'name', header: say('site'), names: true, cell: (site) => <SiteName site={site} chosen={chosen} onChoose={onChoose} /> },
    { key: 'state', header: say('siteState'), cell: (site) => <SiteSign state={siteStateOf(site, course, nowMs)} /> },
    { key: 'sampled', header: say('sampled'), cell: (site) => <ShareBar part={site.sampled} whole={site.expected} /> },
    { key: 'lastHour', header: say('lastHour'), figures: true, cell: (site) => formatFigure(site.lastHour) },
    { key: 'queue', header: say('queue'), cell: (site) => <Queue site={site} nowMs={nowMs} /> },
    { key: 'desks', header: say('desks'), figures: true, cell: (site) => formatFigure(site.desks) },
    { key: 'silent', header: say('silent'), figures: true, cell: (site) => formatFigure(site.devicesSilent) },
  ]
  return (
    <Stack gap="sm">
      <DataTable label={say('sites')} columns={columns} rows={sites.slice(0, limit)} rowKey={(site) => site.siteId} />
      {rest > 0 ? (
        <Button variant="default" onClick={() => setLimit(limit + pageSize)} style={{ alignSelf: 'center' }}>
          {say('showMore', { count: Math.min(rest, pageSize) })}
        </Button>
      ) : null}
    </Stack>
  )
}

function SiteName({ site, chosen, onChoose }: { site: SiteProgress; chosen: string | null; onChoose: (siteId: string) => void }) {
  const pressed = site.siteId === chosen
  return (
    <UnstyledButton
      fz="inherit"
      fw={pressed ? 700 : 600}
      td={pressed ? 'underline' : 'none'}
      aria-pressed={pressed}
      onClick={() => onChoose(site.siteId)}
    >
      {site.name}
    </UnstyledButton>
  )
}

function Queue({ site, nowMs }: { site: SiteProgress; nowMs: number }) {
  const say = useTexts(progressTexts)
  const locale = useLocale()
  if (site.queuePeople === null || site.queueSeenAt === null) return <>{say('queueUnknown')}</>
  const age = formatDuration(nowMs - Date.parse(site.queueSeenAt), locale)
  return <>{say('queueSeen', { people: formatFigure(site.queuePeople), age })}</>
}
