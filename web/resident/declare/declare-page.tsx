/** Declaring for oneself or a household member. Saved on the phone first, sent when it can be; the page says which of the two has happened. */
import { useState } from 'preact/hooks'
import { now } from '../../shared/clock.ts'
import { createUuid } from '../../shared/uuid.ts'
import { chooseShownCode } from '../code/shown-code.ts'
import { sayRelation } from '../code/words.ts'
import { outgoing, recordAndSend } from '../state/outgoing.ts'
import { people } from '../state/people.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import { wallet } from '../state/wallet.ts'
import { Choices, Tick } from '../ui/field.tsx'
import { Loading, Page } from '../ui/page.tsx'
import { AnswerFields } from './answer-fields.tsx'
import { type Answers, createDeclaration, type DeclarationBody, noAnswers } from './declaration.ts'
import { Done } from './done.tsx'
import { WaitingDeclarations } from './waiting-declarations.tsx'
import { sayDeclare } from './words.ts'

export function DeclarePage() {
  const held = wallet.value
  const [chosen, setChosen] = useState<string | null>(null)
  const [doneId, setDoneId] = useState<string | null>(null)
  if (held === null || people.value.length === 0) return <Loading />
  const residentId = chosen ?? people.value[0]!.residentId
  const sign = chooseShownCode(held.value, residentId, now()).sign
  return (
    <Page title={sayDeclare('title')}>
      <WaitingDeclarations records={outgoing.value} />
      {doneId !== null ? (
        <Done declarationId={doneId} again={() => setDoneId(null)} />
      ) : (
        <>
          {people.value.length > 1 && (
            <Choices
              label={sayDeclare('who')}
              options={people.value.map((person) => [person.residentId, `${person.nameHint} · ${sayRelation(person.relation)}`] as const)}
              value={residentId}
              onChoose={setChosen}
            />
          )}
          <AnswersForm key={residentId} residentId={residentId} dailyFirst={sign === 'yellow' || sign === 'red'} onSaved={setDoneId} />
        </>
      )}
    </Page>
  )
}

interface AnswersFormProps {
  readonly residentId: string
  /** A yellow or red code usually waits for daily reports, so that is what is offered first. */
  readonly dailyFirst: boolean
  readonly onSaved: (declarationId: string) => void
}

function AnswersForm({ residentId, dailyFirst, onSaved }: AnswersFormProps) {
  const [kind, setKind] = useState<DeclarationBody['kind']>(dailyFirst ? 'daily_report' : 'declaration')
  const [answers, setAnswers] = useState<Answers>(noAnswers)
  const [honest, setHonest] = useState(false)
  const [problem, setProblem] = useState<'honestMissing' | 'notSaved' | null>(null)

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!honest) return setProblem('honestMissing')
    const declarationId = createUuid()
    const body = createDeclaration(answers, { declarationId, kind, atMs: now(), utcOffsetMinutes: utcOffsetMinutes.value })
    try {
      await recordAndSend({ id: declarationId, kind, path: `/v1/residents/${residentId}/declarations`, body })
      onSaved(declarationId)
    } catch {
      setProblem('notSaved')
    }
  }

  return (
    <form class="stack stack-large" onSubmit={(event) => void submit(event)}>
      <Choices
        label={sayDeclare('kind')}
        options={(['declaration', 'daily_report'] as const).map((option) => [option, sayDeclare(option)] as const)}
        value={kind}
        onChoose={setKind}
      />
      <AnswerFields answers={answers} set={(part) => setAnswers({ ...answers, ...part })} />
      <div class="stack stack-small">
        <Tick label={sayDeclare('honest')} value={honest} onChange={setHonest} />
        {problem !== null && <p class="field-problem">{sayDeclare(problem)}</p>}
        <button type="submit" class="button button-wide">
          {sayDeclare('send')}
        </button>
      </div>
    </form>
  )
}
