/** The sites of a round: the map and the table side by side, one choosing for the other. */
import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useNow } from '../ui/use-now.ts'
import { useTexts } from '../words/use-texts.ts'
import type { SiteProgress } from './progress.query.ts'
import { progressTexts } from './round-texts.ts'
import { SiteLegend } from './site-legend.tsx'
import styles from './site-map.module.css'
import { SiteMap } from './site-map.tsx'
import { byUrgency, type Course, siteStateOf } from './site-state.ts'
import { SiteTable } from './site-table.tsx'

const troubled = ['silent', 'queue', 'behind'] as const

export function SiteOverview({ sites, course }: { sites: readonly SiteProgress[]; course: Course }) {
  const say = useTexts(progressTexts)
  const nowMs = useNow(60_000)
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [onlyTrouble, setOnlyTrouble] = useState(false)
  if (sites.length === 0) return <EmptyState title={say('noSites')} />
  const wants = (site: SiteProgress): boolean => troubled.some((state) => state === siteStateOf(site, course, nowMs))
  const wanted = typed.trim().toLowerCase()
  const shown = sites
    .filter((site) => site.siteId === chosen || (site.name.toLowerCase().includes(wanted) && (!onlyTrouble || wants(site))))
    .sort(byUrgency(course, nowMs))
    .sort((a, b) => Number(b.siteId === chosen) - Number(a.siteId === chosen))
  return (
    <>
      <Section title={say('map')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {say('mapLead')}
          </Text>
          <div className={styles.board}>
            <SiteMap sites={sites} course={course} nowMs={nowMs} chosen={chosen} onChoose={setChosen} />
            <SiteLegend sites={sites} course={course} nowMs={nowMs} />
          </div>
        </Stack>
      </Section>
      <Section title={say('sites')} flush>
        <Group gap="md" align="center">
          <TextInput
            aria-label={say('filter')}
            placeholder={say('filter')}
            w={280}
            maw="100%"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Checkbox label={say('onlyTrouble')} checked={onlyTrouble} onChange={(event) => setOnlyTrouble(event.currentTarget.checked)} />
        </Group>
        {shown.length === 0 ? (
          <EmptyState title={say('noMatch')} />
        ) : (
          <SiteTable sites={shown} course={course} nowMs={nowMs} chosen={chosen} onChoose={setChosen} />
        )}
      </Section>
    </>
  )
}
