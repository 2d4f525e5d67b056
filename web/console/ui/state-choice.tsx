/** Chooses which part of a list is shown. */
import { SegmentedControl } from '@mantine/core'

type StateChoiceProps<State extends string> = {
  label: string
  states: readonly State[]
  word: (state: State) => string
  value: State
  onChange: (state: State) => void
}

export function StateChoice<State extends string>({ label, states, word, value, onChange }: StateChoiceProps<State>) {
  return (
    <SegmentedControl
      aria-label={label}
      data={states.map((state) => ({ value: state, label: word(state) }))}
      value={value}
      onChange={(chosen) => onChange(states.find((known) => known === chosen) ?? value)}
      maw="100%"
      style={{ alignSelf: 'flex-start', overflowX: 'auto' }}
    />
  )
}
