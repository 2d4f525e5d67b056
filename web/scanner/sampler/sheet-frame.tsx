// The frame of a sheet over the desk: a title, a way back, the last word of the desk where it was a refusal.
import './sheets.css'
import type { ComponentChildren } from 'preact'
import { Icon } from '../device/icon.tsx'
import type { Desk } from './desk/desk.ts'
import { SaidBand } from './said-band.tsx'
import { closeSheet } from './view.ts'
import { t } from './words.ts'

export function SheetFrame({ title, desk, children }: { title: string; desk: Desk; children: ComponentChildren }) {
  return (
    <section class="sheet" role="dialog" aria-modal="true" aria-label={title}>
      <header class="page-head">
        <button type="button" class="icon-button" aria-label={t('common.back')} onClick={closeSheet}>
          <Icon name="back" />
        </button>
        <h2>{title}</h2>
      </header>
      {desk.said.value?.outcome === 'sample_refused' ? <SaidBand desk={desk} /> : null}
      {children}
    </section>
  )
}
