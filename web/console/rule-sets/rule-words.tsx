/** What residents are told by a rule, Chinese and English beside each other, so that one can be held against the other. */
import type { Rule } from '@evergate/pass/rules'
import { type Locale, locales } from '../../shared/i18n.ts'
import { wordsOf } from '../words/texts.ts'
import { useTexts } from '../words/use-texts.ts'
import { ruleSetTexts } from './rule-set-texts.ts'
import styles from './rule-words.module.css'

export function RuleWords({ rule }: { rule: Rule }) {
  const say = useTexts(ruleSetTexts)
  return (
    <div className={styles.words}>
      {locales.map((locale) => (
        <section key={locale} lang={locale} aria-label={say(locale === 'en' ? 'english' : 'chinese')}>
          <p className={styles.language}>{say(locale === 'en' ? 'english' : 'chinese')}</p>
          <Part name="why" words={rule.texts[locale].why} locale={locale} />
          <Part name="until" words={rule.texts[locale].until} locale={locale} />
          <Part name="whatToDo" words={rule.texts[locale].whatToDo} locale={locale} />
        </section>
      ))}
    </div>
  )
}

function Part({ name, words, locale }: { name: 'why' | 'until' | 'whatToDo'; words: string; locale: Locale }) {
  return (
    <p>
      <span className={styles.name}>{wordsOf(ruleSetTexts[name], locale)}</span> {words}
    </p>
  )
}
