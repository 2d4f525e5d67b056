/** The frame of every page but the code's: a title, a way back, the content in one readable column. */
import type { ComponentChildren } from 'preact'
import { hrefOf } from '../app/router.ts'
import { say } from '../app/say.ts'
import { Icon } from './icon.tsx'

export function Page({ title, back, children }: { title: string; back?: string; children: ComponentChildren }) {
  return (
    <div class="page stack stack-large">
      <header class="page-head">
        {back !== undefined && (
          <a class="page-back" href={hrefOf(back)} aria-label={say('back')}>
            <Icon name="back" />
          </a>
        )}
        <h1>{title}</h1>
      </header>
      {children}
    </div>
  )
}

export function Loading() {
  return (
    <p class="loading" role="status">
      <span class="loading-dots" aria-hidden="true" />
      {say('loading')}
    </p>
  )
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty stack stack-small">
      <strong>{title}</strong>
      {children !== undefined && <p class="quiet">{children}</p>}
    </div>
  )
}
