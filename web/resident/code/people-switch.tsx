/** Chooses whose code is shown: the resident and the household members held on this phone. */
import type { Person } from './shown-code.ts'
import { sayCode, sayRelation } from './words.ts'

export interface PeopleSwitchProps {
  readonly people: readonly Person[]
  readonly chosen: string
  readonly choose: (residentId: string) => void
}

export function PeopleSwitch({ people, chosen, choose }: PeopleSwitchProps) {
  return (
    <fieldset class="people">
      <legend class="visually-hidden">{sayCode('whose')}</legend>
      {people.map(({ residentId, nameHint, relation }) => (
        <button key={residentId} type="button" aria-pressed={residentId === chosen} onClick={() => choose(residentId)}>
          <strong>{nameHint}</strong> {sayRelation(relation)}
        </button>
      ))}
    </fieldset>
  )
}
