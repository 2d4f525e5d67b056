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
  const set = (siteId: string, site: SiteDraft | undefined): void => {
    const { [siteId]: _closed, ...others } = draft.sites
    onEdit({ sites: site === undefined ? others : { ...others, [siteId]: site } })
  }
  const field = (key: 'opens' | 'desks' | 'opensAt' | 'closesAt', site: Site): string =>
    say('fieldOf', { field: say(key), name: site.name })
  const columns: Column<Site>[] = [
    {
      key: 'open',
      header: say('opens'),
      cell: (site) => (
        <Checkbox
          aria-label={field('opens', site)}
          checked={draft.sites[site.siteId] !== undefined}
          onChange={(event) => set(site.siteId, event.currentTarget.checked ? usualSite : undefined)}
        />
      ),
    },
    { key: 'name', header: say('site'), names: true, cell: (site) => site.name },
    { key: 'street', header: say('street'), cell: nameOf },
    {
      key: 'desks',
      header: say('desks'),
      cell: (site) => {
        const open = draft.sites[site.siteId]
        if (open === undefined) return null
        return (
          <NumberInput
            aria-label={field('desks', site)}
            size="xs"
            w={70}
            min={1}
            max={60}
            value={open.desks}
            onChange={(desks) => set(site.siteId, { ...open, desks: Number(desks) })}
          />
        )
      },
    },
    ...(['opensAt', 'closesAt'] as const).map(
      (key): Column<Site> => ({
        key,
        header: say(key),
        cell: (site) => {
          const open = draft.sites[site.siteId]
          if (open === undefined) return null
          return (
            <TextInput
              type="time"
              size="xs"
              w={110}
              aria-label={field(key, site)}
              value={open[key]}
              onChange={(event) => set(site.siteId, { ...open, [key]: event.currentTarget.value })}
            />
          )
        },
      }),
    ),
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
