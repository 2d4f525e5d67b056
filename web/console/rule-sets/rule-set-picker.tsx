/** Chooses which rule set is shown. The one in force says so in words. */
import type { RuleSet } from '@evergate/pass/rules'
import { Text, UnstyledButton } from '@mantine/core'
import { Icon } from '../ui/icon.tsx'
import { useLocale, useTexts } from '../words/use-texts.ts'
import { ruleSetKey } from './rule-set-key.ts'
import styles from './rule-set-picker.module.css'
import { ruleSetTexts } from './rule-set-texts.ts'

type RuleSetPickerProps = { ruleSets: readonly RuleSet[]; activeKey: string; shownKey: string; onChoose: (key: string) => void }

export function RuleSetPicker({ ruleSets, activeKey, shownKey, onChoose }: RuleSetPickerProps) {
  const say = useTexts(ruleSetTexts)
  const locale = useLocale()
  return (
    <div className={styles.picker}>
      {ruleSets.map((ruleSet) => {
        const key = ruleSetKey(ruleSet)
        return (
          <UnstyledButton key={key} className={styles.choice!} aria-pressed={key === shownKey} onClick={() => onChoose(key)}>
            <Text fw={600}>{ruleSet.names[locale]}</Text>
            <Text size="xs" c="dimmed">
              {say('version', { version: ruleSet.version })} · {say('ruleCount', { count: ruleSet.rules.length })}
            </Text>
            <Text size="xs" c={key === activeKey ? 'gate.8' : 'dimmed'} fw={key === activeKey ? 650 : 400} className={styles.state!}>
              {key === activeKey ? <Icon name="check" size={14} /> : null}
              {say(key === activeKey ? 'active' : 'available')}
            </Text>
          </UnstyledButton>
        )
      })}
    </div>
  )
}
