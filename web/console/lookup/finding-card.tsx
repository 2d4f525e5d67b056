/** One rule that applies: why, until when, what the resident should do, and the evidence it rests on. */
import { Group, Paper, Text } from '@mantine/core'
import { ColourMark } from '../ui/colour-mark.tsx'
import { formatTime } from '../words/format.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import styles from './finding-card.module.css'
import type { Finding } from './lookup.query.ts'
import { statusTexts } from './lookup-texts.ts'

export function FindingCard({ finding, evidenceNames }: { finding: Finding; evidenceNames: ReadonlyMap<string, string> }) {
  const say = useTexts(statusTexts)
  const words = finding.texts[useLocale()]
  const end = finding.until === null ? say('openEnd') : say('to', { until: formatTime(finding.until) })
  return (
    <Paper p="md">
      <Group justify="space-between" gap="xs">
        <ColourMark colour={finding.colour} />
        <Text size="sm" c="dimmed">
          {say('from', { from: formatTime(finding.from) })} · {end}
        </Text>
      </Group>
      <dl className={styles.words}>
        <dt>{say('why')}</dt>
        <dd>{words.why}</dd>
        <dt>{say('until')}</dt>
        <dd>{words.until}</dd>
        <dt>{say('whatToDo')}</dt>
        <dd>{words.whatToDo}</dd>
        <dt>{say('restsOn')}</dt>
        <dd>{finding.evidenceIds.map((id) => evidenceNames.get(id) ?? '–').join(', ')}</dd>
      </dl>
      <Text size="xs" c="dimmed" mt="sm">
        <code>
          {finding.ruleId} v{finding.ruleVersion}
        </code>
      </Text>
    </Paper>
  )
}
