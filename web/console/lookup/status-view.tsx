/** A resident's colour, what it rests on, and when it can change. */
import { Paper, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { ColourMark } from '../ui/colour-mark.tsx'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { EvidenceTimeline } from './evidence-timeline.tsx'
import { FindingCard } from './finding-card.tsx'
import type { Status } from './lookup.query.ts'
import { statusTexts } from './lookup-texts.ts'
import styles from './status-view.module.css'

export function StatusView({ status, actions }: { status: Status; actions: ReactNode }) {
  const say = useTexts(statusTexts)
  const locale = useLocale()
  const names = evidenceNames(status)
  return (
    <>
      <Section title={say('code')} actions={actions} flush>
        <Paper p="md" className={styles.head!}>
          <ColourMark colour={status.colour} large />
          <Facts
            facts={[
              [say('lastNegative'), status.lastNegativeAt === null ? say('never') : <Time key="negative" at={status.lastNegativeAt} />],
              [say('changes'), status.changesAt === null ? say('never') : <Time key="changes" at={status.changesAt} />],
              [say('evaluated'), <Time key="evaluated" at={status.evaluatedAt} />],
              [say('ruleSet'), say('version', { name: status.ruleSet.names[locale], version: status.ruleSet.version })],
            ]}
          />
        </Paper>
      </Section>
      <Section title={say('findings')} flush>
        {status.findings.length === 0 ? (
          <EmptyState title={say('noFindings')} />
        ) : (
          <Stack gap="sm">
            {status.findings.map((finding) => (
              <FindingCard key={`${finding.ruleId}-${finding.evidenceIds.join()}`} finding={finding} evidenceNames={names} />
            ))}
          </Stack>
        )}
      </Section>
      <Section title={say('evidence')} flush={status.evidence.length === 0}>
        {status.evidence.length === 0 ? (
          <EmptyState title={say('noEvidence')} />
        ) : (
          <EvidenceTimeline evidence={status.evidence} names={names} />
        )}
      </Section>
    </>
  )
}

/** A short name for each piece of evidence on the page, newest first: E1, E2, … so that findings can point at it. */
function evidenceNames(status: Status): ReadonlyMap<string, string> {
  const newestFirst = [...status.evidence].sort((a, b) => b.observedAt.localeCompare(a.observedAt))
  return new Map(newestFirst.map((entry, index) => [entry.evidenceId, `E${index + 1}`]))
}
