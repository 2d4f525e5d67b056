// The shift on one page: how many people, tubes and boxes, each tube with where it is and whether the server has it, and how long the queue is.
import type { TubeState } from '@evergate/pass/sampling'
import { useSignal } from '@preact/signals'
import { now } from '../../../shared/clock.ts'
import { Icon } from '../../device/icon.tsx'
import { cityTime } from '../../words/words.ts'
import { activeBox } from '../box/packing.ts'
import type { Desk } from '../desk/desk.ts'
import { view } from '../view.ts'
import { t } from '../words.ts'

const SHOWN_MAX = 60
/** What is recorded for each of the four keys: the middle of what the sampler sees, the last one a guess that is too low rather than too high. */
const QUEUES = [5, 30, 100, 300] as const

export function ShiftView({ desk }: { desk: Desk }) {
  const { state } = desk.book
  const tubes = state.allTubes().filter((tube) => tube.openedAtMs !== null)
  const people = tubes.reduce((sum, tube) => sum + tube.swabs.length, 0)
  return (
    <div class="desk-side">
      <dl class="tally">
        <TallyItem name="people" label={t('shift.people')} count={people} />
        <TallyItem name="tubes" label={t('shift.tubes')} count={tubes.length} />
        <TallyItem name="boxes" label={t('shift.boxes')} count={state.allBoxes().length} />
      </dl>
      <QueueKeys desk={desk} />
      <Lines desk={desk} tubes={tubes} />
    </div>
  )
}

function TallyItem({ name, label, count }: { name: string; label: string; count: number }) {
  return (
    <div class="tally-item" data-tally={name}>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  )
}

function QueueKeys({ desk }: { desk: Desk }) {
  const saidAtMs = useSignal<number | null>(null)
  const say = async (people: number): Promise<void> => {
    if (await desk.seeQueue(people)) saidAtMs.value = now()
  }
  return (
    <section class="card stack stack-small">
      <h2>{t('shift.queue')}</h2>
      <div class="keys">
        {QUEUES.map((people) => (
          <button key={people} type="button" class="button button-second" onClick={() => void say(people)}>
            {t(`shift.queue.${people}`)}
          </button>
        ))}
      </div>
      {saidAtMs.value === null ? null : (
        <p class="quiet" role="status">
          {t('shift.queue.said', { time: cityTime(saidAtMs.value) })}
        </p>
      )}
    </section>
  )
}

function Lines({ desk, tubes }: { desk: Desk; tubes: readonly TubeState[] }) {
  const { state } = desk.book
  const unsent = desk.book.unsent()
  const boxes = state.allBoxes().filter((box) => box.handedOverAtMs !== null || box.closedAtMs !== null)
  if (tubes.length + boxes.length === 0) return <p class="quiet">{t('shift.none')}</p>
  return (
    <>
      <ul class="lines">
        {[...boxes].reverse().map(({ boxCode, tubeCodes, handedOverAtMs }) => (
          <Line
            key={`box ${boxCode}`}
            code={boxCode}
            about={`${t('box.tubes', { count: tubeCodes.length })} · ${t(handedOverAtMs === null ? 'shift.state.closed' : 'shift.state.handed_over')}`}
            sent={!unsent.has(boxCode)}
            onOpen={() => {
              activeBox.value = boxCode
              view.value = 'box'
            }}
          />
        ))}
        {tubes
          .slice(-SHOWN_MAX)
          .reverse()
          .map((tube) => (
            <Line
              key={tube.tubeCode}
              code={tube.tubeCode}
              about={`${tube.swabs.length}/${tube.swabsMax} · ${stateOf(tube)}`}
              sent={!unsent.has(tube.tubeCode)}
              onOpen={
                tube.closedAtMs === null
                  ? () => {
                      desk.chooseTube(tube.tubeCode)
                      view.value = 'tube'
                    }
                  : null
              }
            />
          ))}
      </ul>
      {tubes.length > SHOWN_MAX ? <p class="quiet">{t('shift.older', { count: tubes.length - SHOWN_MAX })}</p> : null}
    </>
  )
}

function stateOf(tube: TubeState): string {
  if (tube.boxCode !== null) return t('shift.state.boxed', { code: tube.boxCode })
  return t(tube.closedAtMs === null ? 'shift.state.open' : 'shift.state.closed')
}

interface LineProps {
  readonly code: string
  readonly about: string
  readonly sent: boolean
  readonly onOpen: (() => void) | null
}

function Line({ code, about, sent, onOpen }: LineProps) {
  const words = (
    <>
      <span class="line-words">
        <strong class="tube-code">{code}</strong>
        <span>{about}</span>
      </span>
      <span class={sent ? 'sent' : 'here'}>
        <Icon name={sent ? 'check' : 'clock'} />
        {t(sent ? 'shift.sent' : 'shift.here')}
      </span>
    </>
  )
  return (
    <li data-line={code} data-sent={sent}>
      {onOpen === null ? (
        <div class="line">{words}</div>
      ) : (
        <button type="button" class="line line-button" onClick={onOpen}>
          {words}
        </button>
      )}
    </li>
  )
}
