/** What the city found out about a sample, as a card. */
import { hrefOf } from '../app/router.ts'
import type { ComplaintFinding } from '../state/wire.ts'
import { Notice } from '../ui/notice.tsx'
import { sayComplaint, tellFinding } from './words.ts'

/** Nobody has to do anything any more: the sample is on its way, or there. */
export function isFound({ code }: ComplaintFinding): boolean {
  return code === 'found_on_the_way' || code === 'found_released'
}

export function Finding({ finding }: { finding: ComplaintFinding }) {
  const { title, text, where } = tellFinding(finding)
  const isGood = isFound(finding)
  return (
    <div class="stack stack-small finding-card">
      <Notice tone={isGood ? 'good' : 'care'} icon={isGood ? 'done' : finding.code === 'not_found' ? 'warning' : 'waiting'} title={title}>
        {text}
      </Notice>
      {where !== null && <p>{where}</p>}
      {finding.tubeCode !== null && <p class="quiet">{sayComplaint('inTube', { code: finding.tubeCode })}</p>}
      {finding.code === 'found_released' && (
        <a class="button button-second" href={hrefOf('/results')}>
          {sayComplaint('toResults')}
        </a>
      )}
    </div>
  )
}
