/** Looking a resident up: purpose first, then what the look-up shows, for as long as its window is open. The result lives in this component alone. */
import { useCallback, useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { Lookup } from './lookup.query.ts'
import { LookupForm } from './lookup-form.tsx'
import { LookupResult } from './lookup-result.tsx'
import { lookupTexts } from './lookup-texts.ts'

type Opened = { readonly lookup: Lookup; readonly purpose: string }

export function LookupPage() {
  const say = useTexts(lookupTexts)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [windowOver, setWindowOver] = useState(false)
  const [closed, setClosed] = useState(false)
  const open = (lookup: Lookup, purpose: string): void => {
    setOpened({ lookup, purpose })
    setWindowOver(false)
  }
  const close = useCallback((reason: 'finished' | 'window_over'): void => {
    setWindowOver(reason === 'window_over')
    setOpened(null)
    setClosed(true)
  }, [])
  if (opened !== null) return <LookupResult key={opened.lookup.lookupId} lookup={opened.lookup} purpose={opened.purpose} onClose={close} />
  return (
    <Page title={say('title')} lead={say('lead')} takesFocus={closed}>
      {windowOver ? <Notice tone="info">{say('windowOver')}</Notice> : null}
      <LookupForm onFound={open} />
    </Page>
  )
}
