/** The unusual signs of a batch, to be read. */
import { Text } from '@mantine/core'
import { wordsOf } from '../words/texts.ts'
import { useLocale, useTexts } from '../words/use-texts.ts'
import styles from './anomaly-list.module.css'
import { type Anomaly, anomalyFigure, anomalyTexts, wordsForAnomaly } from './anomaly-texts.ts'

export function AnomalyList({ anomalies }: { anomalies: readonly Anomaly[] }) {
  return (
    <ul className={styles.list}>
      {anomalies.map((anomaly) => (
        <li key={anomaly.code}>
          <AnomalyWords anomaly={anomaly} />
        </li>
      ))}
    </ul>
  )
}

export function AnomalyWords({ anomaly }: { anomaly: Anomaly }) {
  const say = useTexts(anomalyTexts)
  const locale = useLocale()
  const words = wordsForAnomaly(anomaly.code)
  const found = { value: anomalyFigure(anomaly, anomaly.value), limit: anomalyFigure(anomaly, anomaly.limit) }
  return (
    <>
      <Text span fw={600} size="sm">
        {wordsOf(words.name, locale)} ({say('found', found)})
      </Text>
      <Text size="sm">{wordsOf(words.what, locale)}</Text>
    </>
  )
}
