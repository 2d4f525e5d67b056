/** Why this colour, on which evidence, until when and what to do: the words come from the rules, in the resident's language. */
import { colourSigns } from '../../shared/colour.ts'
import { ColourMark } from '../../shared/colour-mark.tsx'
import { locale } from '../../shared/preferences.ts'
import { showMoment } from '../state/region.ts'
import type { Finding, ShownEvidence, Status } from '../state/wire.ts'
import type { ShownCode } from './shown-code.ts'
import { sayCode, saySource } from './words.ts'

export function Explanation({ shown }: { shown: ShownCode }) {
  const { status, sign } = shown
  if (status === null) return null
  const word = colourSigns[sign].word[locale.value]
  return (
    <section class="card stack explanation">
      <h2>{sayCode('why', { colour: word })}</h2>
      {status.findings.length === 0 && <p>{sayCode('whyGreen')}</p>}
      {status.findings.map((finding) => (
        <FindingView key={finding.ruleId} finding={finding} />
      ))}
      <EvidenceView status={status} />
    </section>
  )
}

function FindingView({ finding }: { finding: Finding }) {
  const texts = finding.texts[locale.value]
  return (
    <div class="finding">
      <ColourMark sign={finding.colour} size="1.75rem" />
      <dl class="stack stack-small">
        <dd class="finding-why">{texts.why}</dd>
        <Line name={sayCode('until')} text={texts.until} />
        <Line name={sayCode('whatToDo')} text={texts.whatToDo} />
      </dl>
    </div>
  )
}

function Line({ name, text }: { name: string; text: string }) {
  if (text === '') return null
  return (
    <div>
      <dt class="quiet">{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}

function EvidenceView({ status }: { status: Status }) {
  return (
    <details>
      <summary>
        {sayCode('evidence')} ({status.evidence.length})
      </summary>
      <div class="stack stack-small evidence">
        {status.evidence.length === 0 && <p class="quiet">{sayCode('evidenceNone')}</p>}
        <ol class="stack stack-small">
          {status.evidence.map((evidence) => (
            <EvidenceLine key={evidence.evidenceId} evidence={evidence} />
          ))}
        </ol>
        <p class="quiet">{sayCode('rules', { name: status.ruleSet.names[locale.value], version: status.ruleSet.version })}</p>
      </div>
    </details>
  )
}

function EvidenceLine({ evidence }: { evidence: ShownEvidence }) {
  return (
    <li class={evidence.superseded ? 'evidence-superseded' : undefined}>
      <span>{evidence.summary[locale.value]}</span>
      <span class="quiet">
        {showMoment(evidence.observedAt)} · {saySource(evidence.source)}
        {evidence.superseded && ` · ${sayCode('superseded')}`}
      </span>
    </li>
  )
}
