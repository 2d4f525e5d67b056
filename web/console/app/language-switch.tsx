/** Changes the language in place. Each language is named in itself. */
import { Button } from '@mantine/core'
import { changeLocale } from '../words/locale.ts'
import { useLocale } from '../words/use-texts.ts'

export function LanguageSwitch() {
  const [other, label, name] = useLocale() === 'en' ? (['zh-CN', '中文', '中文'] as const) : (['en', 'EN', 'English'] as const)
  return (
    <Button
      variant="subtle"
      color="gray.7"
      size="compact-sm"
      style={{ flex: 'none' }}
      lang={other}
      aria-label={name}
      onClick={() => changeLocale(other)}
    >
      {label}
    </Button>
  )
}
