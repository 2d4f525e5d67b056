/** Whose codes this phone carries besides the resident's own. */
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/api.ts'
import { hrefOf } from '../app/router.ts'
import { sayRelation } from '../code/words.ts'
import { meQuery } from '../state/me.ts'
import type { Me, Member } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Icon } from '../ui/icon.tsx'
import { Empty, Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { removeMember } from './member-request.ts'
import { sayHousehold, sayHouseholdRefusal } from './words.ts'

export function HouseholdPage() {
  return (
    <Page title={sayHousehold('title')} back="/me">
      <p class="lead">{sayHousehold('lead')}</p>
      <CachedView query={meQuery}>{(me: Me) => <Members members={me.members} />}</CachedView>
      <a class="button" href={hrefOf('/me/household/add')}>
        {sayHousehold('add')}
      </a>
    </Page>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  if (members.length === 0) return <Empty title={sayHousehold('none')}>{sayHousehold('noneWhy')}</Empty>
  return (
    <ul class="card list">
      {members.map((member) => (
        <MemberLine key={member.residentId} member={member} />
      ))}
    </ul>
  )
}

function MemberLine({ member }: { member: Member }) {
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const remove = async (): Promise<void> => setRefusal(await removeMember(member.residentId))
  return (
    <li>
      <div class="list-line">
        <Icon name="me" />
        <span class="list-text">
          {member.nameMasked}
          <small>
            {sayRelation(member.relation)} · {member.documentMasked}
          </small>
        </span>
        {!asking && (
          <button type="button" class="button button-plain" onClick={() => setAsking(true)}>
            {sayHousehold('remove')}
          </button>
        )}
      </div>
      {asking && (
        <div class="stack stack-small sure">
          <p>{sayHousehold('removeSure', { name: member.nameMasked })}</p>
          {refusal !== null && <Problem refusal={refusal} words={sayHouseholdRefusal(refusal)} />}
          <div class="row">
            <button type="button" class="button button-danger" onClick={() => void remove()}>
              {sayHousehold('removeYes')}
            </button>
            <button type="button" class="button button-plain" onClick={() => setAsking(false)}>
              {sayHousehold('removeNo')}
            </button>
          </div>
        </div>
      )}
    </li>
  )
}
