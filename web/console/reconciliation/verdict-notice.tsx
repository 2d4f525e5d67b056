/** The answer first: reconciled, or what stands. */
import { Notice, type Tone } from '../ui/notice.tsx'
import { useTexts } from '../words/use-texts.ts'
import type { Reconciliation } from './reconciliation.query.ts'
import { reconciliationTexts } from './reconciliation-texts.ts'
import { judge, type Verdict } from './verdict.ts'

const tones: Record<Verdict, Tone> = {
  nothing_yet: 'info',
  reconciled: 'good',
  on_the_way: 'info',
  faults: 'warning',
  faults_only: 'warning',
}

export function VerdictNotice({ whole }: { whole: Reconciliation }) {
  const say = useTexts(reconciliationTexts)
  const judged = judge(whole)
  const { verdict, outstanding: count } = judged
  const inTubes = whole.rows[0]?.inTube ?? 0
  if (verdict === 'reconciled') {
    return (
      <Notice tone="good" title={say('reconciled')}>
        {say('reconciledWhat', { count: inTubes })}
      </Notice>
    )
  }
  if (verdict === 'nothing_yet') {
    return (
      <Notice tone="info" title={say('nothingYet')}>
        {say('nothingYetWhat')}
      </Notice>
    )
  }
  return (
    <Notice
      tone={tones[verdict]}
      title={verdict === 'faults_only' ? say('allOnCodeButFaults', { vanished: judged.vanished }) : say('open', { count })}
    >
      {verdict === 'on_the_way' ? say('openOnTheWay') : null}
      {verdict === 'faults' ? say('openWhat', { vanished: judged.vanished, standing: judged.standing }) : null}
    </Notice>
  )
}
