/**
 * The rule sets that were seen in practice, as data: to start from, to learn from and to test with. Each brings its example cases. To be loaded with
 * `loadRuleSet` like any other; nothing here is in force by being here.
 */
import type { RuleSet } from './rule-set.ts'
import arrivalJson from './rule-sets/arrival.json' with { type: 'json' }
import hangzhouJson from './rule-sets/hangzhou-2020-02.json' with { type: 'json' }
import xianJson from './rule-sets/xian-2021-12.json' with { type: 'json' }
import zhengzhouJson from './rule-sets/zhengzhou-2022-01.json' with { type: 'json' }

/** Declarations and daily reports, February 2020. */
export const hangzhou202002 = hangzhouJson as unknown as RuleSet
/** Cases, contacts, pooled positives and risk areas, December 2021. */
export const xian202112 = xianJson as unknown as RuleSet
/** Missed rounds, January 2022. */
export const zhengzhou202201 = zhengzhouJson as unknown as RuleSet
/** Arrivals from abroad and from risk areas. */
export const arrival = arrivalJson as unknown as RuleSet

/** All of them, in the order of their history; `arrival` last. */
export const exampleRuleSets: readonly RuleSet[] = [hangzhou202002, xian202112, zhengzhou202201, arrival]
