/** A page that is fetched when it is first opened; offline it comes from the service worker's cache. Must not be used for the code page. */
import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { Loading } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'

export function lazyPage(fetchPage: () => Promise<ComponentType>): ComponentType {
  const fetched = signal<ComponentType | 'missing' | null>(null)
  const load = async (): Promise<void> => {
    if (typeof fetched.value === 'function') return
    fetched.value = null
    fetched.value = await fetchPage().catch(() => 'missing' as const)
  }
  return function LazyPage() {
    useEffect(() => void load(), [])
    const Fetched = fetched.value
    if (Fetched === null) return <Loading />
    if (Fetched === 'missing') return <Problem refusal={notFetched} again={() => void load()} />
    return <Fetched />
  }
}

const notFetched = { code: 'network.offline', status: 0, passing: true, errors: [], details: {} } as const
