/** One labelled input with what is wrong or right about it beneath, tied together for screen readers. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact'
import { useId } from 'preact/hooks'

/** The attributes of the input that pages set. */
interface InputProps {
  readonly value: string
  readonly type?: 'text' | 'tel' | 'date' | 'datetime-local'
  readonly inputMode?: 'text' | 'numeric' | 'tel'
  readonly autocomplete?: 'off' | 'name' | 'tel' | 'one-time-code'
  readonly autocapitalize?: 'characters'
  readonly spellcheck?: false
  readonly maxLength?: number
  readonly max?: string
  readonly disabled?: boolean
  readonly class?: string
}

export interface FieldProps extends InputProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | null | undefined
  readonly good?: string | null | undefined
  readonly onText: (text: string) => void
}

export function Field({ label, hint, problem, good, onText, ...input }: FieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        // Preact's types split inputs by `type`; ours are the text-like ones, which share all attributes.
        {...(input as InputHTMLAttributes)}
        id={id}
        aria-invalid={problem != null}
        aria-describedby={`${id}-said`}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <div id={`${id}-said`} aria-live="polite">
        {problem != null && <p class="field-problem">{problem}</p>}
        {problem == null && good != null && <p class="field-good">✓ {good}</p>}
        {problem == null && good == null && hint !== undefined && <p class="quiet">{hint}</p>}
      </div>
    </div>
  )
}

/** One of a few, all in sight: faster and surer than a menu for cold fingers. */
export interface ChoicesProps<T extends string> {
  readonly label: string
  readonly options: readonly (readonly [T, ComponentChildren])[]
  readonly value: T | null
  readonly onChoose: (value: T) => void
}

export function Choices<T extends string>({ label, options, value, onChoose }: ChoicesProps<T>) {
  const name = useId()
  return (
    <fieldset class="stack stack-small">
      <legend class="field-label choices-label">{label}</legend>
      {options.map(([option, words]) => (
        <label key={option} class="choice">
          <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Yes when ticked. */
export function Tick({ label, value, onChange }: { label: ComponentChildren; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
