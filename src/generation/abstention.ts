/** Whether a sentence says no more than that the passages do not say it. A model that is asked for one fixed phrase still finds others. */

const SAYS_SO: readonly RegExp[] = [
  /\bnot in (?:the |these |any )?passages?\b/iu,
  /\b(?:passages?|documents?|texts?|sources?|context|excerpts?|information)\b.{0,40}?(?:\bnot\b|n[o'’]t\b|\bno\b).{0,40}\b(?:say|says|contain|mention|provide|include|answer|state|specify|give|tell|information|discuss|address)/iu,
  /\bno (?:information|mention|answer)\b.{0,30}\b(?:in|about)\b/iu,
  /\b(?:I|we) (?:do not|don['’]t|cannot|can['’]t|could not) (?:know|answer|find|tell|determine)\b|\b(?:cannot|can['’]t) be (?:answered|determined|found)\b/iu,
  /\bnot (?:mentioned|stated|specified|found|provided|given|answered|available|included|said)(?: anywhere)? (?:in|by)\b.{0,20}\b(?:passages?|documents?|texts?|sources?|context)\b/iu,
  /\b(?:pasajes?|fragmentos?|documentos?|textos?)\b.{0,30}\bno\b|\bno (?:se (?:menciona|indica|encuentra|dice|especifica)|lo (?:dicen|sé))/iu,
  /\b(?:passagen?|abschnitte?n?|dokumente?n?|texte?n?|textstellen)\b.{0,60}\b(?:nicht|keine?n?)\b|\bnicht (?:erwähnt|angegeben|enthalten|genannt)\b/iu,
  /\b(?:passages?|documents?|textes?|extraits?)\b.{0,10}\b(?:ne|n['’]).{0,40}\bpas\b|\bn['’]est pas (?:mentionné|indiqué|précisé)/iu,
  /\b(?:brani|passaggi|documenti|testi?)\b.{0,10}\bnon\b|\b(?:trechos?|passagens)\b.{0,10}\bnão\b/iu,
  /(?:段落|文档|文檔|文件|文中|原文|资料|資料|文章).{0,12}(?:没有|沒有|未|并未|並未).{0,6}(?:提|说|說|包含|给出|給出|回答)|記載(?:されて)?(?:いません|がありません)|不知道/u,
  /(?:المقاطع|المقطع|النصوص|النص|الوثائق|المستندات).{0,20}لا|لا (?:تذكر|يذكر|تحتوي|يحتوي|توجد|يوجد)/u,
];

/** Longer sentences say something besides. UTF-16 units. */
const LONGEST = 240;

export const abstains = (sentence: string): boolean => sentence.length <= LONGEST && SAYS_SO.some((pattern) => pattern.test(sentence));
