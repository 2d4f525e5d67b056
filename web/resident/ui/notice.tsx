/** A line or two that says how things stand, with its drawing: by tone, never by colour alone. */
import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export interface NoticeProps {
  readonly tone: 'quiet' | 'good' | 'care' | 'bad'
  readonly icon: IconName
  readonly title?: string
  readonly children?: ComponentChildren
}

const washes = { quiet: 'on-unknown', good: 'on-green', care: 'on-yellow', bad: 'on-red' } as const

export function Notice({ tone, icon, title, children }: NoticeProps) {
  return (
    <div class={`notice ${washes[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} size={22} />
      <div class="notice-text">
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  )
}
