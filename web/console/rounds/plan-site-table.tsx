/** The sites that may open, each with its tick, desks and hours. */
import { Button, Checkbox, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Site } from '../places/places.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { useTexts } from '../words/use-texts.ts'
import { type PlanDraft, type SiteDraft, usualSite } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'

const pageSize = 50

type SiteTableProps = {
  sites: readonly Site[]
  draft: PlanDraft
  onEdit: (changes: Partial<PlanDraft>) => void
  nameOf: (site: Site) => string
}

export function PlanSiteTable({ sites, draft, onEdit, nameOf }: SiteTableProps) {
  const say = useTexts(planTexts)
  const [limit, setLimit] = useState(pageSize)
  const rest = sites.length - limit
  const cellOf = (site: Site): SiteCellProps => ({
    site,
    open: draft.sites[site.siteId],
    onSet: (set) => {
      const { [site.siteId]: _closed, ...others } = draft.sites
      onEdit({ sites: set === undefined ? others : { ...others, [site.siteId]: set } })
    },
  })
  const columns: Column<Site>[] = [
    { key: 'open', header: say('opens'), cell: (site) => <OpenCell {...cellOf(site)} /> },
    { key: 'name', header: say('site'), names: true, cell: (site) => site.name },
    { key: 'street', header: say('street'), cell: nameOf },
    { key: 'desks', header: say('desks'), cell: (site) => <DesksCell {...cellOf(site)} /> },
    { key: 'opensAt', header: say('opensAt'), cell: (site) => <HourCell hour="opensAt" {...cellOf(site)} /> },
    { key: 'closesAt', header: say('closesAt'), cell: (site) => <HourCell hour="closesAt" {...cellOf(site)} /> },
  ]
  return (
    <Stack gap="sm">
      <DataTable label={say('step3')} columns={columns} rows={sites.slice(0, limit)} rowKey={(site) => site.siteId} />
      {rest > 0 ? (
        <Button variant="default" onClick={() => setLimit(limit + pageSize)} style={{ alignSelf: 'center' }}>
          {say('showMore', { count: Math.min(rest, pageSize) })}
        </Button>
      ) : null}
    </Stack>
  )
}

type SiteCellProps = { site: Site; open: SiteDraft | undefined; onSet: (site: SiteDraft | undefined) => void }

function useFieldName(): (key: 'opens' | 'desks' | 'opensAt' | 'closesAt', site: Site) => string {
  const say = useTexts(planTexts)
  return (key, site) => say('fieldOf', { field: say(key), name: site.name })
}

function OpenCell({ site, open, onSet }: SiteCellProps) {
  const nameOf = useFieldName()
  return (
    <Checkbox
      aria-label={nameOf('opens', site)}
      checked={open !== undefined}
      onChange={(event) => onSet(event.currentTarget.checked ? usualSite : undefined)}
    />
  )
}

function DesksCell({ site, open, onSet }: SiteCellProps) {
  const nameOf = useFieldName()
  if (open === undefined) return null
  return (
    <NumberInput
      aria-label={nameOf('desks', site)}
      size="xs"
      w={70}
      min={1}
      max={60}
      value={open.desks}
      onChange={(desks) => onSet({ ...open, desks: Number(desks) })}
    />
  )
}

function HourCell({ hour, site, open, onSet }: SiteCellProps & { hour: 'opensAt' | 'closesAt' }) {
  const nameOf = useFieldName()
  if (open === undefined) return null
  return (
    <TextInput
      type="time"
      size="xs"
      w={110}
      aria-label={nameOf(hour, site)}
      value={open[hour]}
      onChange={(event) => onSet({ ...open, [hour]: event.currentTarget.value })}
    />
  )
}
