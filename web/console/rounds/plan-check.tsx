/** Step 4: what the plan means, counted by the server, before it takes effect. */
import { Button, Group, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { FailureState } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { formatFigure } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { ExpectationTables } from './expectation-tables.tsx'
import { type PlanDraft, planOf } from './plan-draft.ts'
import { planTexts } from './plan-texts.ts'
import { type Expectation, previewQuery, type RoundPlan, usePlanRound } from './round.query.ts'
import { roundSayings } from './round-sayings.ts'
import { roundTexts } from './round-texts.ts'

export function PlanCheck({ draft, onPlanned, onBack }: { draft: PlanDraft; onPlanned: (roundId: string) => void; onBack: () => void }) {
  const say = useTexts(planTexts)
  const plan = useMemo(() => planOf(draft), [draft])
  const preview = useQuery(previewQuery(plan))
  const submit = usePlanRound()
  const overloaded = preview.data?.sites.some((site) => site.overloaded) ?? false
  return (
    <>
      <Loaded query={preview} sayings={roundSayings}>
        {(expectation) => (
          <>
            <PlanFacts plan={plan} expectation={expectation} />
            <ExpectationTables expectation={expectation} />
          </>
        )}
      </Loaded>
      {submit.isError ? <FailureState error={submit.error} sayings={roundSayings} /> : null}
      <Group gap="xs">
        <Button variant="default" onClick={onBack}>
          {say('previous')}
        </Button>
        <Button
          disabled={preview.data === undefined}
          loading={submit.isPending}
          onClick={() => submit.mutate(plan, { onSuccess: ({ roundId }) => onPlanned(roundId) })}
        >
          {say(overloaded ? 'submitAnyway' : 'submit')}
        </Button>
      </Group>
    </>
  )
}

function PlanFacts({ plan, expectation }: { plan: RoundPlan; expectation: Expectation }) {
  const say = useTexts(planTexts)
  const sayRound = useTexts(roundTexts)
  return (
    <Paper p="md">
      <Facts
        facts={[
          [say('name'), plan.name],
          [say('startsAt'), <Time key="starts" at={plan.startsAt} />],
          [say('endsAt'), <Time key="ends" at={plan.endsAt} />],
          [say('participation'), say(plan.mandatory ? 'mandatory' : 'voluntary')],
          [sayRound('grace'), sayRound('graceHours', { count: plan.graceHours })],
          [say('expectedTotal'), formatFigure(expectation.expected)],
        ]}
      />
      <Text size="xs" c="dimmed" mt="sm">
        {say('expectedLead')}
      </Text>
    </Paper>
  )
}
