/** One rule set: legal ground, rules, example cases. */
import { Paper, Stack, Text } from '@mantine/core'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { ExampleCases } from './example-cases.tsx'
import { RuleCard } from './rule-card.tsx'
import { ruleSetTexts } from './rule-set-texts.ts'
import type { ShownRuleSet } from './rule-sets.query.ts'

export function RuleSetView({ ruleSet }: { ruleSet: ShownRuleSet }) {
  const say = useTexts(ruleSetTexts)
  const locale = useLocale()
  const caseCount = typeof ruleSet.exampleCases === 'number' ? ruleSet.exampleCases : ruleSet.exampleCases.length
  return (
    <>
      <Paper p="md">
        <Facts
          facts={[
            [say('title'), ruleSet.names[locale]],
            [say('version', { version: ruleSet.version }), <code key="id">{ruleSet.id}</code>],
            ...(ruleSet.validFrom === undefined ? [] : [[say('validFrom'), <Time key="from" at={ruleSet.validFrom} />] as const]),
            [say('examples'), say('caseCount', { count: caseCount })],
          ]}
        />
        <Text size="sm" mt="md" maw="80ch">
          <Text span c="dimmed">
            {say('legalGround')}:{' '}
          </Text>
          {ruleSet.legalGround[locale]}
        </Text>
      </Paper>
      <Section title={say('rules')} flush>
        <Stack gap="sm">
          {ruleSet.rules.map((rule) => (
            <RuleCard key={rule.id} rule={rule} />
          ))}
        </Stack>
      </Section>
      {typeof ruleSet.exampleCases === 'number' ? null : <ExampleCases cases={ruleSet.exampleCases} />}
    </>
  )
}
