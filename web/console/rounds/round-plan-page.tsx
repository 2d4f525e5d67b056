/** Planning a round step by step. The draft lives on this page only. */
import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { BackLink } from '../ui/back-link.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { PlanAreas } from './plan-areas.tsx'
import { PlanCheck } from './plan-check.tsx'
import { blankPlan, type PlanFaults, type PlanStep, planFaults, type StepProps } from './plan-draft.ts'
import { PlanSites } from './plan-sites.tsx'
import { PlanStepList } from './plan-step-list.tsx'
import { planTexts } from './plan-texts.ts'
import { PlanTime } from './plan-time.tsx'
import { roundTexts } from './round-texts.ts'

export function RoundPlanPage() {
  const say = useTexts(planTexts)
  const sayRound = useTexts(roundTexts)
  const navigate = useNavigate()
  const [step, setStep] = useState<PlanStep>(1)
  const [draft, setDraft] = useState(blankPlan)
  const [faults, setFaults] = useState<PlanFaults>({})
  const goTo = (next: number): void => {
    setFaults({})
    setStep(next as PlanStep)
  }
  const goOn = (): void => {
    const found = planFaults(draft, step)
    setFaults(found)
    if (Object.keys(found).length === 0) goTo(step + 1)
  }
  const stepProps: StepProps = { draft, faults, onEdit: (changes) => setDraft((before) => ({ ...before, ...changes })) }
  return (
    <Page title={say('title')} lead={say('lead')} aside={<BackLink to="/rounds">{sayRound('back')}</BackLink>}>
      <PlanStepList step={step} onStep={goTo} />
      {step === 1 ? <PlanTime {...stepProps} /> : null}
      {step === 2 ? <PlanAreas {...stepProps} /> : null}
      {step === 3 ? <PlanSites {...stepProps} /> : null}
      {step === 4 ? (
        <PlanCheck
          draft={draft}
          onPlanned={(roundId) => void navigate({ to: '/rounds/$roundId', params: { roundId } })}
          onBack={() => goTo(3)}
        />
      ) : (
        <Group gap="xs">
          {step === 1 ? null : (
            <Button variant="default" onClick={() => goTo(step - 1)}>
              {say('previous')}
            </Button>
          )}
          <Button onClick={goOn}>{say('next')}</Button>
        </Group>
      )}
    </Page>
  )
}
