// The words of the testing desk, which come with its screen, on top of those every screen has.
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { en } from '../words/en.ts'
import { makeWordsFor } from '../words/words.ts'
import { zhCn } from '../words/zh-cn.ts'
import { samplingEn } from './words-en.ts'
import { samplingZhCn } from './words-zh-cn.ts'

const all = { ...en, ...samplingEn }

export const t = createTranslate<typeof all>({ en: all, 'zh-CN': { ...zhCn, ...samplingZhCn } }, () => locale.value)
export const wordsFor = makeWordsFor(all, t)
