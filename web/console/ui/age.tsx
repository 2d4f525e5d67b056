/** How long ago something was, counting on while one looks. */
import { formatDuration } from '../words/format.ts'
import { useLocale } from '../words/use-texts.ts'
import { useNow } from './use-now.ts'

export function Age({ at }: { at: string | number }) {
  const moment = typeof at === 'number' ? at : Date.parse(at)
  return <>{formatDuration(useNow() - moment, useLocale())}</>
}
