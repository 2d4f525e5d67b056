/** Says when this computer is offline, above whatever page is open. */
import { useNetwork } from '@mantine/hooks'
import { Notice } from '../ui/notice.tsx'
import { stateTexts } from '../ui/state-texts.ts'
import { useTexts } from '../words/use-texts.ts'
import styles from './connection-banner.module.css'

export function ConnectionBanner() {
  const say = useTexts(stateTexts)
  if (useNetwork().online) return null
  return (
    <div className={styles.banner}>
      <Notice tone="warning">{say('offline')}</Notice>
    </div>
  )
}
