/** The cases a rule set must get right. */

import type { ExampleCase } from '@evergate/pass/rules'
import { Text } from '@mantine/core'
import { ColourMark } from '../ui/colour-mark.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { ruleSetTexts } from './rule-set-texts.ts'

export function ExampleCases({ cases }: { cases: readonly ExampleCase[] }) {
  const say = useTexts(ruleSetTexts)
  const locale = useLocale()
  const columns: Column<ExampleCase>[] = [
    { key: 'name', header: say('example'), names: true, cell: (example) => example.name[locale] },
    { key: 'evidence', header: say('evidenceCount'), figures: true, cell: (example) => example.evidence.length },
    { key: 'at', header: say('askedAt'), cell: (example) => <Time at={example.at} /> },
    { key: 'expected', header: say('expected'), cell: (example) => <ColourMark colour={example.expect.colour} /> },
    { key: 'rules', header: say('byRules'), cell: (example) => <code>{example.expect.ruleIds.join(', ') || '–'}</code> },
  ]
  return (
    <Section title={say('examples')} flush>
      <Text size="sm" c="dimmed">
        {say('examplesLead')}
      </Text>
      <DataTable label={say('examples')} columns={columns} rows={cases} rowKey={(example) => example.name.en} />
    </Section>
  )
}
