/** The rule sets, the one in force first. Read-only. */
import type { RuleSet } from '@evergate/pass/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { ruleSetKey } from './rule-set-key.ts'
import { RuleSetPicker } from './rule-set-picker.tsx'
import { ruleSetTexts } from './rule-set-texts.ts'
import { RuleSetView } from './rule-set-view.tsx'
import { ruleSetsQuery } from './rule-sets.query.ts'

export function RuleSetsPage() {
  const say = useTexts(ruleSetTexts)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Loaded query={useQuery(ruleSetsQuery)}>
        {({ active, ruleSets }) =>
          ruleSets.length === 0 ? <EmptyState title={say('none')} /> : <Shelf activeKey={ruleSetKey(active)} ruleSets={ruleSets} />
        }
      </Loaded>
    </Page>
  )
}

function Shelf({ activeKey, ruleSets }: { activeKey: string; ruleSets: readonly RuleSet[] }) {
  const [chosen, setChosen] = useState(activeKey)
  const activeFirst = [...ruleSets].sort((a, b) => Number(ruleSetKey(b) === activeKey) - Number(ruleSetKey(a) === activeKey))
  const shown = activeFirst.find((ruleSet) => ruleSetKey(ruleSet) === chosen) ?? activeFirst[0]!
  return (
    <>
      <RuleSetPicker ruleSets={activeFirst} activeKey={activeKey} shownKey={ruleSetKey(shown)} onChoose={setChosen} />
      <RuleSetView key={ruleSetKey(shown)} ruleSet={shown} />
    </>
  )
}
