// The scanner's words in the language of this device. Every screen takes its text from here and nowhere else.

import { now } from '../../shared/clock.ts'
import { type Catalogue, createTranslate, type Translate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { formatRecent } from '../../shared/region-time.ts'
import { cityOffsetMinutes } from '../device/settings.ts'
import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'

export type Key = keyof typeof en

export const t = createTranslate<typeof en>({ en, 'zh-CN': zhCn }, () => locale.value)

/** The text for a code of the library or the server, or null where we have no words of our own for it. */
export const wordsFor = makeWordsFor(en, t)

/** For a screen that brings words of its own. */
export function makeWordsFor<C extends Catalogue>(catalogue: C, translate: Translate<C>): (prefix: string, code: string) => string | null {
  return (prefix, code) => {
    const key = `${prefix}.${code}`
    return key in catalogue ? translate(key) : null
  }
}

/** A moment on the city's clock; with the day where it is long ago. */
export function cityTime(atMs: number): string {
  return formatRecent(atMs, now(), cityOffsetMinutes(), locale.value)
}

/** `12 s`, `5 min`, `3 h`, `2 d`: short enough for a strip, rounded down. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return t('age.seconds', { count: whole })
  if (whole < 3600) return t('age.minutes', { count: Math.floor(whole / 60) })
  if (whole < 172_800) return t('age.hours', { count: Math.floor(whole / 3600) })
  return t('age.days', { count: Math.floor(whole / 86_400) })
}
