// The words of setting a device up, which come with its screen, on top of those every screen has.
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'
import { en } from '../words/en.ts'
import { makeWordsFor } from '../words/words.ts'
import { zhCn } from '../words/zh-cn.ts'
import { enrolEn } from './words-en.ts'
import { enrolZhCn } from './words-zh-cn.ts'

const all = { ...en, ...enrolEn }

export const t = createTranslate<typeof all>({ en: all, 'zh-CN': { ...zhCn, ...enrolZhCn } }, () => locale.value)
export const wordsFor = makeWordsFor(all, t)
