/** One rule: what it is about, what it gives, when it applies and ends, and the words residents read, in both languages. */

import type { Rule } from '@evergate/pass/rules'
import { Code, Group, Paper, Text } from '@mantine/core'
import { ColourMark } from '../ui/colour-mark.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { printCertLogic } from './certlogic-print.ts'
import styles from './rule-card.module.css'
import { ruleEndWords } from './rule-end-words.ts'
import { matterTexts, ruleSetTexts } from './rule-set-texts.ts'
import { RuleWords } from './rule-words.tsx'

export function RuleCard({ rule }: { rule: Rule }) {
  const say = useTexts(ruleSetTexts)
  const sayMatter = useTexts(matterTexts)
  const locale = useLocale()
  return (
    <Paper p="md" component="article">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{sayMatter(rule.about)}</Text>
        <ColourMark colour={rule.colour} />
      </Group>
      <Text size="xs" c="dimmed">
        <code>
          {rule.id} v{rule.version}
        </code>
      </Text>
      <dl className={styles.parts}>
        <dt>{say('applies')}</dt>
        <dd>{rule.appliesWhen === true ? say('always') : <Code block>{printCertLogic(rule.appliesWhen)}</Code>}</dd>
        <dt>{say('until')}</dt>
        <dd>{rule.until === null ? say('openEnd') : <Code block>{printCertLogic(rule.until)}</Code>}</dd>
        <dt>{rule.ends.length === 0 ? say('until') : say('ends')}</dt>
        <dd>
          {rule.ends.length === 0 ? (
            say('noEnds')
          ) : (
            <ul>
              {rule.ends.map((end) => (
                <li key={JSON.stringify(end)}>{ruleEndWords(end, locale).join(` ${say('and')} `)}</li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{say('legalGround')}</dt>
        <dd>{rule.legalGround[locale]}</dd>
      </dl>
      <RuleWords rule={rule} />
      <details className={styles.raw}>
        <summary>{say('raw')}</summary>
        <Code block>{JSON.stringify({ appliesWhen: rule.appliesWhen, until: rule.until, ends: rule.ends }, null, 2)}</Code>
      </details>
    </Paper>
  )
}
