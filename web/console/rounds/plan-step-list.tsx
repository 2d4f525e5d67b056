/** Where one is in the four steps; steps already taken can be gone back to. */
import { UnstyledButton } from '@mantine/core'
import { useTexts } from '../words/use-texts.ts'
import { type PlanStep, planSteps } from './plan-draft.ts'
import styles from './plan-step-list.module.css'
import { planTexts } from './plan-texts.ts'

export function PlanStepList({ step, onStep }: { step: PlanStep; onStep: (step: PlanStep) => void }) {
  const say = useTexts(planTexts)
  return (
    <ol className={styles.steps} aria-label={say('steps')}>
      {planSteps.map((one) => (
        <li key={one} aria-current={one === step ? 'step' : undefined} data-taken={one < step}>
          <UnstyledButton className={styles.step!} disabled={one >= step} onClick={() => onStep(one)}>
            <span className={styles.number}>{one}</span>
            {say(`step${one}`)}
          </UnstyledButton>
        </li>
      ))}
    </ol>
  )
}
