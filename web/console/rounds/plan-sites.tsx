/** Step 3: which sites open, with how many desks and when. */
import { Button, Group, NumberInput, Paper, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { streetName } from '../places/divisions.ts'
import { divisionsQuery, type Site, sitesQuery } from '../places/places.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { covers, type SiteDraft, type StepProps, usualSite } from './plan-draft.ts'
import { PlanSiteTable } from './plan-site-table.tsx'
import { planTexts } from './plan-texts.ts'

export function PlanSites(props: StepProps) {
  const say = useTexts(planTexts)
  const sites = useQuery(sitesQuery)
  return (
    <Loaded query={sites}>
      {(found) => {
        const within = found.filter((site) => covers(props.draft.areas, site.streetCode))
        if (within.length === 0) return <EmptyState title={say('noSites')}>{say('noSitesNext')}</EmptyState>
        return <SiteChoice {...props} sites={within} />
      }}
    </Loaded>
  )
}

function SiteChoice({ draft, faults, onEdit, sites }: StepProps & { sites: readonly Site[] }) {
  const say = useTexts(planTexts)
  const districts = useQuery(divisionsQuery).data ?? []
  const [typed, setTyped] = useState('')
  const open = Object.values(draft.sites)
  const nameOf = (site: Site): string => streetName(districts, site.streetCode)
  const wanted = typed.trim().toLowerCase()
  const shown = sites.filter((site) => `${site.name} ${nameOf(site)}`.toLowerCase().includes(wanted))
  const openThose = (those: readonly Site[], as: SiteDraft): void =>
    onEdit({ sites: { ...draft.sites, ...Object.fromEntries(those.map(({ siteId }) => [siteId, draft.sites[siteId] ?? as])) } })
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {say('sitesLead')}
      </Text>
      {faults.sites === undefined ? null : <Notice tone="warning">{say(faults.sites)}</Notice>}
      <SetAll
        onApply={(as) => onEdit({ sites: Object.fromEntries(Object.keys(draft.sites).map((siteId) => [siteId, as])) })}
        disabled={open.length === 0}
      />
      <Group gap="xs" align="center">
        <TextInput
          aria-label={say('filter')}
          placeholder={say('filter')}
          w={280}
          maw="100%"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => openThose(shown, usualSite)}>
          {say('openAll')}
        </Button>
        <Button variant="default" onClick={() => onEdit({ sites: {} })} disabled={open.length === 0}>
          {say('openNone')}
        </Button>
        <Text size="sm" role="status">
          {say('chosen', { count: open.length, desks: open.reduce((sum, { desks }) => sum + desks, 0) })}
        </Text>
      </Group>
      <PlanSiteTable sites={shown} draft={draft} onEdit={onEdit} nameOf={nameOf} />
    </Stack>
  )
}

function SetAll({ onApply, disabled }: { onApply: (as: SiteDraft) => void; disabled: boolean }) {
  const say = useTexts(planTexts)
  const [as, setAs] = useState(usualSite)
  return (
    <Paper p="md">
      <Group align="flex-end" gap="sm">
        <Text size="sm" fw={600} pb={7}>
          {say('setAll')}
        </Text>
        <NumberInput
          label={say('desks')}
          w={90}
          min={1}
          max={60}
          value={as.desks}
          onChange={(desks) => setAs({ ...as, desks: Number(desks) })}
        />
        <TextInput
          type="time"
          label={say('opensAt')}
          value={as.opensAt}
          onChange={(event) => setAs({ ...as, opensAt: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={say('closesAt')}
          value={as.closesAt}
          onChange={(event) => setAs({ ...as, closesAt: event.currentTarget.value })}
        />
        <Button variant="default" disabled={disabled} onClick={() => onApply(as)}>
          {say('apply')}
        </Button>
      </Group>
    </Paper>
  )
}
