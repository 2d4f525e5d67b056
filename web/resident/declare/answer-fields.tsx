/** The questions of a declaration: symptoms today, contacts and journeys of the last fourteen days. */
import { Field, Tick } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { type Answers, type Symptom, symptoms } from './declaration.ts'
import { sayDeclare } from './words.ts'

export function AnswerFields({ answers, set }: { answers: Answers; set: (part: Partial<Answers>) => void }) {
  const toggle = (symptom: Symptom, on: boolean): void =>
    set({ symptoms: symptoms.filter((one) => (one === symptom ? on : answers.symptoms.includes(one))) })
  return (
    <>
      <fieldset class="stack stack-small">
        <legend class="field-label choices-label">{sayDeclare('symptoms')}</legend>
        {symptoms.map((symptom) => (
          <Tick
            key={symptom}
            label={sayDeclare(symptom)}
            value={answers.symptoms.includes(symptom)}
            onChange={(on) => toggle(symptom, on)}
          />
        ))}
      </fieldset>
      <fieldset class="stack stack-small">
        <legend class="field-label choices-label">{sayDeclare('last14')}</legend>
        <Tick
          label={sayDeclare('contactWithCase')}
          value={answers.contactWithCase}
          onChange={(contactWithCase) => set({ contactWithCase })}
        />
        <Tick label={sayDeclare('riskAreaStay')} value={answers.riskAreaStay} onChange={(riskAreaStay) => set({ riskAreaStay })} />
        <Field
          label={sayDeclare('abroad')}
          type="date"
          value={answers.arrivedFromAbroadOn}
          onText={(arrivedFromAbroadOn) => set({ arrivedFromAbroadOn })}
        />
      </fieldset>
      {answers.symptoms.length > 0 && (
        <Notice tone="care" icon="warning">
          {sayDeclare('help')}
        </Notice>
      )}
    </>
  )
}
