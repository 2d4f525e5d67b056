// The frame of every plain screen: a title, a way back, one column. And the line that asks for the language.
import type { ComponentChildren } from 'preact'
import { locale } from '../../shared/preferences.ts'
import { t } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { go, type Screen } from './route.ts'

export function Page({ title, back, children }: { title: string; back: Screen | null; children: ComponentChildren }) {
  return (
    <main class="page">
      <header class="page-head">
        {back === null ? null : (
          <button type="button" class="icon-button" aria-label={t('common.back')} onClick={() => go(back)}>
            <Icon name="back" />
          </button>
        )}
        <h1>{title}</h1>
      </header>
      <div class="stack">{children}</div>
    </main>
  )
}

export function LanguageChoice() {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{t('common.language')}</legend>
      <Segment name="locale" label="中文" checked={locale.value === 'zh-CN'} onChoose={() => (locale.value = 'zh-CN')} />
      <Segment name="locale" label="English" checked={locale.value === 'en'} onChoose={() => (locale.value = 'en')} />
    </fieldset>
  )
}

export function Segment({ name, label, checked, onChoose }: { name: string; label: string; checked: boolean; onChoose: () => void }) {
  return (
    <label class="segment">
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span>{label}</span>
    </label>
  )
}
