/** Signing this phone out, after asking. The server is told first, so that a lost answer never leaves a phone cancelled there and shown here. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { hrefOf } from '../app/router.ts'
import { outgoing } from '../state/outgoing.ts'
import { forgetPhone } from '../state/phone.ts'
import { ask } from '../state/server.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { saySettings } from './words.ts'

export function SignOutPage() {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const signOut = async (): Promise<void> => {
    setBusy(true)
    const answer = await ask({ method: 'DELETE', path: '/v1/me/device', as: 'session' })
    setBusy(false)
    if (!answer.ok && answer.refusal.code !== 'request.unauthenticated') return setRefusal(answer.refusal)
    await forgetPhone()
    location.replace(hrefOf('/')) // loaded anew, so that nothing of this resident stays in memory
  }
  return (
    <Page title={saySettings('signOutTitle')} back="/me">
      <p class="lead">{saySettings('signOutLead')}</p>
      {outgoing.value.length > 0 && (
        <Notice tone="care" icon="waiting">
          {saySettings('signOutQueued')}
        </Notice>
      )}
      {refusal !== null && <Problem refusal={refusal} />}
      <div class="stack stack-small">
        <button type="button" class="button button-danger button-wide" disabled={busy} onClick={() => void signOut()}>
          {saySettings(busy ? 'signOutBusy' : 'signOutYes')}
        </button>
        <a class="button button-plain button-wide" href={hrefOf('/me')}>
          {saySettings('signOutNo')}
        </a>
      </div>
    </Page>
  )
}
