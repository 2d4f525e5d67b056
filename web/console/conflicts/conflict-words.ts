/**
 * Each conflict in words for somebody who is tired: what happened, what it means to leave it, and whether swabs can be taken out of the count.
 * Pure.
 */
import type { Text } from '../words/texts.ts'
import { type ConflictCode, conflictCodes } from './conflict.query.ts'

export type ConflictWords = {
  readonly name: Text
  readonly what: Text
  /** What "leave it as it is" does here. */
  readonly accept: Text
  /** Until it is settled no result of the tube reaches a code. */
  readonly blocks: boolean
  /** Swabs can be chosen that do not count. */
  readonly voids: boolean
}

const nothingLost: Text = ['记录保留，不影响任何结果。', 'It stays on record and changes no result.']

const words: Readonly<Record<ConflictCode, ConflictWords>> = {
  number_reused: {
    name: ['管码重复使用', 'Tube number used twice'],
    what: [
      '同一个管码在两个采样点，或封管之后又被打开：很可能是两支不同的管贴了同样的条码，分不清结果属于谁。',
      'One tube number was opened at two sites, or again after closing. Most likely two different tubes bear the same barcode, and nobody can tell whose result it is.',
    ],
    accept: [
      '认定是同一支管：结果将属于列出的每一个人。只有确定是同一支管时才选。',
      'You state that it is one and the same tube: its result will hold for everybody listed. Choose this only if you are sure.',
    ],
    blocks: true,
    voids: true,
  },
  tube_overfull: {
    name: ['管内人数超过上限', 'More swabs than the tube may hold'],
    what: [
      '这支管登记的人数超过了规定人数。样本可能稀释，但没有人被丢掉。',
      'More people were added than the tube is meant for. The sample may be diluted; nobody was dropped.',
    ],
    accept: ['结果对管里每个人都有效。', 'The result holds for everybody in the tube.'],
    blocks: false,
    voids: true,
  },
  swab_after_close: {
    name: ['封管后又加了人', 'Swab added after closing'],
    what: [
      '封管之后又有样本加进来：可能是另一台设备晚到的记录，也可能扫错了管。',
      'A swab was added after the tube was closed: a late record of another device, or the wrong tube was scanned.',
    ],
    accept: ['认定样本在这支管里，结果对其有效。', 'You state that the swab is in this tube; its result holds for that person.'],
    blocks: false,
    voids: true,
  },
  sampled_twice: {
    name: ['同一人采了两次', 'One person in two tubes'],
    what: [
      '同一居民在本轮的两支管里都有样本：可能是别人出示了这个码，也可能真的采了两次。',
      'The same resident is in two tubes of this round. Somebody else may have shown this code, or they were really sampled twice.',
    ],
    accept: ['两份都算这位居民的。', 'Both count for this resident.'],
    blocks: false,
    voids: true,
  },
  subject_unresolved: {
    name: ['不知道是谁的样本', 'Nobody knows whose swab it is'],
    what: [
      '扫到的码或输入的证件找不到对应的居民，样本挂在一位暂记人员名下。',
      'The code shown or the number typed leads to nobody registered; the swab is kept under a provisional person.',
    ],
    accept: [
      '保留在暂记人员名下；本人以后用同一证件登记，样本会归到其名下。',
      'It stays with the provisional person and becomes theirs if they register with that document.',
    ],
    blocks: false,
    voids: true,
  },
  opened_twice: {
    name: ['两台设备开了同一支管', 'Opened on two desks'],
    what: [
      '同一采样点的两台设备都打开了这支管。两台的样本已合在一起。',
      'Two desks of the same site opened this tube. Their swabs have been put together.',
    ],
    accept: ['就是一支管：结果对所有人有效。', 'It is one tube: its result holds for everybody in it.'],
    blocks: false,
    voids: true,
  },
  pool_differs: {
    name: ['混采人数不一致', 'Kinds of tube differ'],
    what: ['两台设备对这支管是几人混采说法不同。', 'Two desks disagree on how many people the tube is for.'],
    accept: ['按较小的上限处理，结果不变。', 'The smaller number is taken; results do not change.'],
    blocks: false,
    voids: false,
  },
  never_opened: {
    name: ['管没有开管记录', 'Tube that was never opened'],
    what: [
      '有样本或装箱记录，却没有开管记录：开管的设备可能还没有联网。',
      'There are swabs or a box for it but no opening: the desk that opened it may not have handed in yet.',
    ],
    accept: nothingLost,
    blocks: false,
    voids: true,
  },
  boxed_twice: {
    name: ['同一支管装进两个箱', 'In two boxes'],
    what: ['这支管被扫进了两个转运箱。以实验室收到的为准。', 'The tube was scanned into two boxes. What the laboratory receives decides.'],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
  swab_unknown: {
    name: ['撤销了不存在的样本', 'A swab removed that nobody added'],
    what: [
      '设备撤销了一份从没上传过的样本：添加的记录可能还在别的设备上。',
      'A desk took back a swab that was never handed in: the record of adding it may be on another device.',
    ],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
  pass_time_differs: {
    name: ['出示码的时间对不上', 'Time of the code differs'],
    what: [
      '居民手机上码的时间与采样台的时间相差超过 15 分钟。样本有效，采样时间取较早的一个。',
      'The time of the code shown and the desk’s time differ by more than 15 minutes. The swab counts, at the earlier of both.',
    ],
    accept: ['样本有效。', 'The swab counts.'],
    blocks: false,
    voids: true,
  },
  clock_wrong: {
    name: ['设备时钟不准', 'A desk’s clock is wrong'],
    what: [
      '设备的时钟与服务器相差超过 2 分钟，采样时间已自动校正。',
      'The desk’s clock is off by more than 2 minutes. Sampling times have been corrected.',
    ],
    accept: ['确认已知。请让采样点校准设备时间。', 'You have taken note. Have the site set the clock.'],
    blocks: false,
    voids: false,
  },
  id_reused: {
    name: ['记录编号重复', 'A record’s id used twice'],
    what: [
      '设备用同一编号上传了两条不同的记录。第一条有效，第二条留存备查。',
      'A device handed in two different records under one id. The first counts, the second is kept for inspection.',
    ],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
  sequence_reused: {
    name: ['记录序号重复', 'A record’s number used twice'],
    what: [
      '设备用同一序号上传了两条不同的记录：设备可能被复制或恢复过备份。',
      'A device used one sequence number for two records: it may have been copied or restored from a backup.',
    ],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
  record_invalid: {
    name: ['记录无法读取', 'A record that cannot be read'],
    what: ['设备上传了一条格式不对的记录，已原样留存。', 'A device handed in a record that makes no sense. It is kept as it is.'],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
  other_site: {
    name: ['记录写的是别的采样点', 'A record of another site'],
    what: ['设备登记在一个采样点，记录却写着另一个。', 'The device belongs to one site, its record names another.'],
    accept: nothingLost,
    blocks: false,
    voids: false,
  },
}

/** The words for a code; for one this console does not know, the code itself, and it may only be left as it is. */
export function wordsForConflict(code: string): ConflictWords {
  const known = conflictCodes.find((one) => one === code)
  if (known !== undefined) return words[known]
  return {
    name: [code, code],
    what: ['这种冲突还没有说明。请把代码告诉管理员。', 'There are no words for this yet. Tell an administrator the code.'],
    accept: nothingLost,
    blocks: false,
    voids: false,
  }
}
