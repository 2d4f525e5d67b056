/** The rule sets, the one in force first. Read-only. */
import type { RuleSet } from '@evergate/pass/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../ui/page.tsx'
import { EmptyState, FailureState, LoadingState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { ruleSetKey } from './rule-set-key.ts'
import { RuleSetPicker } from './rule-set-picker.tsx'
import { ruleSetTexts } from './rule-set-texts.ts'
import { RuleSetView } from './rule-set-view.tsx'
import { ruleSetsQuery } from './rule-sets.query.ts'

export function RuleSetsPage() {
  const say = useTexts(ruleSetTexts)
  const answer = useQuery(ruleSetsQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  if (answer.data === undefined) {
    return (
      <Page title={say('title')} lead={say('lead')}>
        {answer.isError ? <FailureState error={answer.error} onRetry={() => void answer.refetch()} /> : <LoadingState />}
      </Page>
    )
  }
  const activeKey = ruleSetKey(answer.data.active)
  const activeFirst = [...answer.data.ruleSets].sort((a, b) => Number(ruleSetKey(b) === activeKey) - Number(ruleSetKey(a) === activeKey))
  const shown: RuleSet | undefined = activeFirst.find((ruleSet) => ruleSetKey(ruleSet) === chosen) ?? activeFirst[0]
  return (
    <Page title={say('title')} lead={say('lead')}>
      {shown === undefined ? (
        <EmptyState title={say('none')} />
      ) : (
        <>
          <RuleSetPicker ruleSets={activeFirst} activeKey={activeKey} shownKey={ruleSetKey(shown)} onChoose={setChosen} />
          <RuleSetView key={ruleSetKey(shown)} ruleSet={shown} />
        </>
      )}
    </Page>
  )
}
