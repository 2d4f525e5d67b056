/**
 * Lets only the signed-in through: otherwise the sign-in form or, after a one-time password, the form for a new one stands in place of the page. Over the page of
 * a session that ended by itself it stands like a curtain.
 */
import { Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { DoorFrame } from '../sign-in/door-frame.tsx'
import { EndedSession } from '../sign-in/ended-session.tsx'
import { FirstPassword } from '../sign-in/first-password.tsx'
import { SignIn } from '../sign-in/sign-in.tsx'
import { FailureState } from '../ui/states.tsx'
import { regionQuery } from './region.query.ts'
import { type Account, endedQuery, sessionQuery } from './session.query.ts'

const AccountContext = createContext<Account | null>(null)

/** The account signed in. Only below SessionGate. */
export function useAccount(): Account {
  const account = useContext(AccountContext)
  if (account === null) throw new Error('useAccount stands outside SessionGate')
  return account
}

export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery)
  const ended = useQuery(endedQuery).data ?? null
  const region = useQuery(regionQuery)
  // From rung 4 on the region is refused, once or for an hour; who has come to end that rung must not wait for it, and keeps the page whenever it is asked for again.
  const regionAwaited = !region.isFetched && region.failureCount === 0
  if (session.data === undefined || regionAwaited) {
    return (
      <DoorFrame>{session.isError ? <FailureState error={session.error} onRetry={() => void session.refetch()} /> : <Waiting />}</DoorFrame>
    )
  }
  const account = session.data ?? ended
  if (account === null) return <SignIn />
  if (session.data?.mustChangePassword) return <FirstPassword account={session.data} />
  return (
    <>
      <AccountContext key={account.accountId} value={account}>
        {children}
      </AccountContext>
      {session.data === null ? <EndedSession username={account.username} /> : null}
    </>
  )
}

function Waiting() {
  return (
    <Center mih={180}>
      <Loader size="sm" />
    </Center>
  )
}
