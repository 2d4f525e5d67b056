/**
 * All scenarios of the record, in the order in which `--all` plays them.
 */
import { coldHerd } from './cold-herd.ts'
import { frozenDatabase } from './frozen-database.ts'
import { oneRoleDead } from './one-role-dead.ts'
import { referenceRound } from './reference-round.ts'
import type { Scenario } from './scenario.ts'
import { smsDead } from './sms-dead.ts'
import { xianMonday } from './xian-monday.ts'
import { xianTestingMorning } from './xian-testing-morning.ts'
import { yuekang } from './yuekang.ts'

export const scenarios: readonly Scenario[] = [
  xianMonday,
  xianTestingMorning,
  yuekang,
  referenceRound,
  frozenDatabase,
  coldHerd,
  smsDead,
  oneRoleDead,
]
