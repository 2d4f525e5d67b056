/**
 * The codes of a household one after the other, each for a second and a half, so that a sampler fills a household's tube without anybody touching the
 * phone. Drawn from the phone's store alone, without any request.
 */
import { useEffect, useState } from 'preact/hooks'
import { everyBoundary, now } from '../../shared/clock.ts'
import type { DeviceKey } from '../../shared/device-key.ts'
import { QrCode } from '../code/qr-code.tsx'
import { chooseShownCode, type Person } from '../code/shown-code.ts'
import { sayRelation } from '../code/words.ts'
import { meQuery } from '../state/me.ts'
import { people } from '../state/people.ts'
import { phone } from '../state/phone.ts'
import { wallet } from '../state/wallet.ts'
import { Tick } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Empty, Loading, Page } from '../ui/page.tsx'
import './in-turn.css'
import { sayInTurn } from './words.ts'

const shownMs = 1_500

interface Code {
  readonly residentId: string
  /** Masked, as on the household page; the hint of the pass until that was read once. */
  readonly name: string
  readonly relation: string
  /** Null where no pass is valid now. */
  readonly pass: string | null
}

export function InTurnPage() {
  const [left, setLeft] = useState<readonly string[]>([])
  const current = phone.value
  if (current.stage !== 'enrolled') return <Loading />
  const codes = readCodes()
  const shown = codes.filter((code) => code.pass !== null && !left.includes(code.residentId))
  const tick = (residentId: string, on: boolean): void => setLeft(on ? left.filter((id) => id !== residentId) : [...left, residentId])
  return (
    <Page title={sayInTurn('title')} back="/">
      {codes.length === 0 ? (
        <Empty title={sayInTurn('none')}>{sayInTurn('noneWhy')}</Empty>
      ) : (
        <>
          {shown.length === 0 ? <Empty title={sayInTurn('nobody')} /> : <Turning codes={shown} deviceKey={current.key} />}
          <fieldset class="card stack stack-small">
            <legend class="visually-hidden">{sayInTurn('who')}</legend>
            <p class="quiet">{sayInTurn('lead')}</p>
            {codes.map(({ residentId, name, relation, pass }) =>
              pass === null ? (
                <p key={residentId} class="quiet">
                  {name} · {sayInTurn('ended')}
                </p>
              ) : (
                <Tick
                  key={residentId}
                  label={`${name} · ${sayRelation(relation)}`}
                  value={!left.includes(residentId)}
                  onChange={(on) => tick(residentId, on)}
                />
              ),
            )}
          </fieldset>
        </>
      )}
    </Page>
  )
}

function readCodes(): Code[] {
  const held = wallet.value
  const me = meQuery.state.value.value
  if (held === null) return []
  return people.value.map(({ residentId, nameHint, relation }: Person) => {
    const known = me?.residentId === residentId ? me : me?.members.find((member) => member.residentId === residentId)
    const { pass, isValid } = chooseShownCode(held.value, residentId, now())
    return { residentId, name: known?.nameMasked ?? nameHint, relation, pass: isValid ? (pass?.pass ?? null) : null }
  })
}

/** All codes are drawn, one is seen: the change is then only a matter of which, and no frame is empty. */
function Turning({ codes, deviceKey }: { codes: readonly Code[]; deviceKey: DeviceKey }) {
  const [turn, setTurn] = useState(0)
  const [paused, setPaused] = useState(false)
  useEffect(() => (paused ? undefined : everyBoundary(shownMs, () => setTurn((before) => before + 1))), [paused])
  useEffect(keepAwake, [])
  const place = turn % codes.length
  const { name, relation } = codes[place]!
  return (
    <section class="in-turn" aria-label={sayInTurn('title')}>
      <p class="in-turn-who">
        <strong class="in-turn-count">
          {place + 1}
          <span>/{codes.length}</span>
        </strong>
        <span class="in-turn-name">
          {name}
          <small>{sayRelation(relation)}</small>
        </span>
      </p>
      {codes.map((code, index) => (
        <div key={code.residentId} hidden={index !== place}>
          <QrCode
            pass={code.pass ?? ''}
            deviceKey={deviceKey}
            label={sayInTurn('label', { name: code.name, place: index + 1, count: codes.length })}
          />
        </div>
      ))}
      <button type="button" class="button button-second button-wide" aria-pressed={paused} onClick={() => setPaused(!paused)}>
        <Icon name={paused ? 'play' : 'pause'} />
        {sayInTurn(paused ? 'goOn' : 'pause')}
      </button>
    </section>
  )
}

/** A queue is slow and a dark screen is slower. Phones that cannot be kept awake stay as they are. */
function keepAwake(): () => void {
  const lock = navigator.wakeLock?.request('screen').catch(() => null)
  return () => void lock?.then((held) => held?.release())
}
