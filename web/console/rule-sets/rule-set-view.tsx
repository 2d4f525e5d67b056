/** One rule set: legal ground, rules, example cases. */
import type { RuleSet } from '@evergate/pass/rules'
import { Paper, Stack, Text } from '@mantine/core'
import { Facts } from '../ui/facts.tsx'
import { Section } from '../ui/section.tsx'
import { Time } from '../ui/time.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { ExampleCases } from './example-cases.tsx'
import { RuleCard } from './rule-card.tsx'
import { ruleSetTexts } from './rule-set-texts.ts'

export function RuleSetView({ ruleSet }: { ruleSet: RuleSet }) {
  const say = useTexts(ruleSetTexts)
  const locale = useLocale()
  return (
    <>
      <Paper p="md">
        <Facts
          facts={[
            [say('title'), ruleSet.names[locale]],
            [say('version', { version: ruleSet.version }), <code key="id">{ruleSet.id}</code>],
            [say('validFrom'), <Time key="from" at={ruleSet.validFrom} />],
            [say('examples'), say('caseCount', { count: ruleSet.exampleCases.length })],
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
      <ExampleCases cases={ruleSet.exampleCases} />
    </>
  )
}
