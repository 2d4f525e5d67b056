/** What each difference means, and what somebody has to do about it: said so that it is understood at the end of a long day. */
import type { Texts } from '../words/texts.ts'
import type { DifferenceCode } from './reconciliation.query.ts'

export const differenceTexts = {
  title: ['差异', 'Differences'],
  vanishing: ['需要有人处理', 'Need a person'],
  standing: ['停在途中', 'On the way'],
  none: ['没有差异', 'No differences'],
  count: ['{count} 人份', '{count} swab', '{count} swabs'],
  tubes: ['{count} 管', '{count} tube', '{count} tubes'],
  show: ['查看清单', 'Show the list'],
  hide: ['收起', 'Hide the list'],
  listOf: ['清单：{name}', 'Behind “{name}”'],
  filtered: ['只看：{name}', 'Only: {name}'],
  clear: ['看全部', 'Show all'],
  tube: ['采样管', 'Tube'],
  site: ['采样点', 'Site'],
  box: ['转运箱', 'Box'],
  device: ['设备', 'Device'],
  residents: ['居民', 'Residents'],
  swabs: ['人份', 'Swabs'],
  since: ['自', 'Since'],
  suggestion: ['可能是', 'Perhaps'],
  toDo: ['怎么办：{what}', 'What to do: {what}'],
  emptyList: ['清单已空：可能刚刚解决。', 'The list is empty: it may have been settled just now.'],
  emptyFiltered: ['这里没有这种差异。', 'There is none of this here.'],
  more: ['显示更多', 'Show more'],
} satisfies Texts

type DifferenceText = { readonly name: Texts[string]; readonly what: Texts[string]; readonly toDo: Texts[string] }

export const differenceWords: Readonly<Record<DifferenceCode, DifferenceText>> = {
  swab_not_taken: {
    name: ['登记了但管里少拭子', 'Registered, but the swab is not in the tube'],
    what: [
      '数出来的拭子比登记的人少：有人扫了码却没有采到。',
      'Fewer swabs were counted than people registered: somebody was scanned but not swabbed.',
    ],
    toDo: [
      '请采样点回忆或查看记录；阴性结果对少采的人不作数，需补采。',
      'Ask the desk who it was. A negative result says nothing about that person; have them sampled again.',
    ],
  },
  person_not_bound: {
    name: ['管里多拭子，没有登记人', 'A swab in the tube, but nobody registered for it'],
    what: [
      '数出来的拭子比登记的人多：有人采了样却没有扫上码。',
      'More swabs were counted than people registered: somebody was swabbed but not scanned.',
    ],
    toDo: [
      '请采样点查明是谁，为其补登记或补采；结果出来前不要把责任归给居民。',
      'Find out at the desk who it was and have them sampled again. It is not the resident’s fault.',
    ],
  },
  wrong_number_typed: {
    name: ['证件号输错', 'Document number mistyped'],
    what: [
      '手工输入的证件号没有登记过的居民：很可能输错了一位。',
      'A number typed at the desk belongs to nobody registered: most likely one digit is wrong.',
    ],
    toDo: [
      '到“冲突处理”核对证件；居民以后用正确号码登记，样本会自动归到其名下。',
      'Check the document under “Conflicts”. If the person later registers with this very number, the swab becomes theirs.',
    ],
  },
  others_code_shown: {
    name: ['同一人出现在两管', 'One person in two tubes'],
    what: [
      '同一居民在本轮两管中都有样本：可能出示了别人的码，也可能采了两次。',
      'The same resident is in two tubes of this round: somebody else’s code may have been shown, or they were sampled twice.',
    ],
    toDo: [
      '到“冲突处理”查看两次采样的时间和地点，再决定哪一份不作数。',
      'See time and place of both under “Conflicts”, then decide which does not count.',
    ],
  },
  no_document: {
    name: ['没有证件的人', 'Person without a document'],
    what: [
      '以描述登记的暂记人员：还不知道是谁，结果到不了任何人的码上。',
      'Registered by a description: nobody knows yet who it is, so the result reaches no code.',
    ],
    toDo: [
      '请社区联系本人登记；登记后样本归到其名下。',
      'Have the community reach the person and register them; the swab then becomes theirs.',
    ],
  },
  transport_delayed: {
    name: ['转运或检测超时', 'Delayed on the way'],
    what: ['两步之间的时间超过了限度。', 'The time between two steps is over its limit.'],
    toDo: ['联系转运员或实验室：箱子现在在谁手里？', 'Call the courier or the laboratory: who has the box now?'],
  },
  tube_number_wrong: {
    name: ['管码对不上', 'Tube number does not match'],
    what: [
      '实验室报来的管码没有采样点开过，同一管码有两个不同的结果，或两个采样点用了同一管码。',
      'The laboratory names a tube that no desk opened, one tube has two results that differ, or two sites used one number.',
    ],
    toDo: [
      '对照“可能是”一栏核对实物条码，请实验室更正；两个采样点同号的，到“冲突处理”决定。',
      'Compare the barcode itself with the number suggested and have the laboratory correct it. One number at two sites is settled under “Conflicts”.',
    ],
  },
  not_closed: {
    name: ['未封管', 'Not closed'],
    what: ['采样台还没有封管。', 'The desk has not closed the tube yet.'],
    toDo: ['正在采样时属正常；收工后仍在，请让采样点封管。', 'Normal while sampling goes on. After hours: have the desk close it.'],
  },
  not_boxed: {
    name: ['未装箱', 'Not boxed'],
    what: ['已封管，还没有装箱。', 'Closed, but in no box yet.'],
    toDo: ['请采样点装箱并扫箱码。', 'Have the site box it and scan the box.'],
  },
  not_received: {
    name: ['实验室未收到', 'Not received'],
    what: ['已装箱，实验室还没有登记收到。', 'Boxed, but no laboratory has it yet.'],
    toDo: [
      '询问转运员；到了实验室的，请在“接收转运箱”登记。',
      'Ask the courier. If it is at the laboratory, receive it under “Receive boxes”.',
    ],
  },
  not_tested: {
    name: ['未检测', 'Not tested'],
    what: ['实验室已收到，还没有报来结果。', 'Received, but no result has been reported.'],
    toDo: ['等待，或询问实验室。', 'Wait, or ask the laboratory.'],
  },
  not_released: {
    name: ['待审核', 'Not released'],
    what: ['结果已上传，等待另一人审核发布。', 'The result is uploaded and awaits a second person.'],
    toDo: ['请审核员在“结果批次”处理。', 'Have it released under “Result batches”.'],
  },
  not_on_code: {
    name: ['未上码', 'Not on the code'],
    what: ['结果已发布，居民的码还没有更新。', 'Released, but codes have not followed yet.'],
    toDo: [
      '通常几秒内完成；持续存在时，请看“系统状况”，或管码仍有冲突。',
      'This takes seconds. If it stays, see “System health”, or the tube still has a conflict.',
    ],
  },
  device_silent: {
    name: ['设备失联，可能有未上传的样本', 'Silent device, perhaps with swabs not handed in'],
    what: [
      '设备最近没有联络，或其记录序号有缺口：上面可能还有样本。',
      'It has not been in touch, or its records have gaps: there may be swabs on it.',
    ],
    toDo: [
      '把设备接上网络，打开采样页面，等待上传完成。不要清除或重装。',
      'Bring it to a network, open the sampling page and let it finish. Do not clear or reinstall it.',
    ],
  },
  not_synced: {
    name: ['采样台还没上传的管', 'Tube whose desk has not handed in'],
    what: [
      '实验室已有这支管，但还没有采样台上传它的记录，不知道里面是谁。',
      'A laboratory has this tube, but no desk has handed in its records: nobody knows yet who is in it.',
    ],
    toDo: [
      '结果已保存，采样台联网后自动归到每个人。请查看“采样设备”里失联的设备。',
      'Its result is kept and reaches everybody once the desk is back. See which are silent under “Sampling devices”.',
    ],
  },
}

/** The words for a code, also for one this console does not know yet. */
export function wordsForDifference(code: string): DifferenceText {
  return (
    differenceWords[code as DifferenceCode] ?? {
      name: [code, code],
      what: ['这种差异还没有说明。', 'There are no words for this difference yet.'],
      toDo: ['请把代码告诉管理员。', 'Tell an administrator the code.'],
    }
  )
}
