/** The frame of the screens before the console opens: mark, language, one card. */
import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'
import { ConnectionBanner } from '../app/connection-banner.tsx'
import { LanguageSwitch } from '../app/language-switch.tsx'
import { Wordmark } from '../app/wordmark.tsx'
import styles from './door-frame.module.css'

export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className={styles.main}>
        <ConnectionBanner />
        <Paper className={styles.card!}>{children}</Paper>
      </main>
    </div>
  )
}
