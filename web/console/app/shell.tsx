/** The frame around every page: navigation, account, connection. It fetches nothing of its own. */
import { Burger, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTexts } from '../words/use-texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { CityClock } from './city-clock.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { allows, featureAt } from './features.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Navigation } from './navigation.tsx'
import { NotAllowed } from './not-allowed.tsx'
import { RungNotice } from './rung-notice.tsx'
import { useAccount } from './session-gate.tsx'
import styles from './shell.module.css'
import { shellTexts } from './shell-texts.ts'
import { Wordmark } from './wordmark.tsx'

export function Shell() {
  const say = useTexts(shellTexts)
  const [menuOpen, menu] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  useTitleFocus(path, main)
  const feature = featureAt(path)
  const { roles } = useAccount()
  const allowed = feature === undefined || allows(feature, roles)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {say('skip')}
      </a>
      <header className={styles.header}>
        <Burger className={styles.burger!} size="sm" opened={menuOpen} onClick={menu.toggle} aria-label={say('menu')} />
        <Wordmark />
        <span className={styles.push} />
        <CityClock />
        <LanguageSwitch />
        <AccountMenu />
      </header>
      <aside className={styles.rail}>
        <Navigation />
      </aside>
      <Drawer opened={menuOpen} onClose={menu.close} title={say('navigation')} size={280} hiddenFrom="md">
        <Navigation onChoose={menu.close} />
      </Drawer>
      <main className={styles.main} id="content" ref={main} tabIndex={-1}>
        <ConnectionBanner />
        <RungNotice />
        {allowed ? <Outlet /> : <NotAllowed />}
      </main>
    </div>
  )
}

/** After a change of page the reader of the screen starts at the new title, not at the link just left. */
function useTitleFocus(path: string, main: React.RefObject<HTMLElement | null>): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.querySelector<HTMLElement>('[data-page-title]')?.focus()
  }, [path, main])
}
