/** Registration in two steps: who you are, then the six digits. The same form serves a new resident and a known one with a new phone. */
import { useEffect } from 'preact/hooks'
import { Loading } from '../ui/page.tsx'
import { CodeForm } from './code-form.tsx'
import { DetailsForm } from './details-form.tsx'
import { openPending, pending } from './pending.ts'

export function RegisterPage() {
  useEffect(() => void openPending(), [])
  const current = pending.value
  if (current === undefined) return <Loading />
  return current === null ? <DetailsForm /> : <CodeForm current={current} />
}
