// One field for a number on a tube or box that no camera reads, and its button. A gun types into it as a hand does.
import { useSignal } from '@preact/signals'

export interface CodeFormProps {
  readonly label: string
  readonly action: string
  readonly from?: string
  readonly onCode: (text: string) => void
}

export function CodeForm({ label, action, from = '', onCode }: CodeFormProps) {
  const typed = useSignal(from)
  const submit = (event: Event): void => {
    event.preventDefault()
    const text = typed.value.trim()
    if (text === '') return
    typed.value = ''
    onCode(text)
  }
  return (
    <form class="code-form" onSubmit={submit}>
      <label class="field">
        <span>{label}</span>
        <input
          class="code-input"
          name="code"
          value={typed.value}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={typed.value.trim() === ''}>
        {action}
      </button>
    </form>
  )
}
