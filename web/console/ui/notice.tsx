/** A boxed message. Its tone is told by an icon and by the words, never by the tint alone. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

export type Tone = 'info' | 'good' | 'warning' | 'bad'
const icons: Record<Tone, IconName> = { info: 'info', good: 'check', warning: 'warning', bad: 'cross' }

export function Notice({ tone, title, children }: { tone: Tone; title?: string; children?: ReactNode }) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' || tone === 'warning' ? 'alert' : 'status'}>
      <span className={styles.icon}>
        <Icon name={icons[tone]} size={18} />
      </span>
      <div className={styles.body}>
        {title === undefined ? null : <Text fw={600}>{title}</Text>}
        {children === undefined || children === null ? null : (
          <Text size="sm" component="div">
            {children}
          </Text>
        )}
      </div>
    </div>
  )
}
