// What the pretend server says: answers of every kind in the form of the real API.

const DOCUMENT = "دور المؤسسات الصغيرة والمتوسطة والتحديات التي تواجهها";
const ECONOMIC = "دور المؤسسات الصغيرة والمتوسطة اقتصاديا";
const SOCIAL = "دور المؤسسات الصغيرة والمتوسطة اجتماعيا";
const CHALLENGES = "التحديات التي تواجه المشاريع الصغيرة والمتوسطة";

const PASSAGES = [
  ["economic/local-cadres", ECONOMIC, "تكوين الإطارات المحلية", "تساهم المؤسسات الصغيرة والمتوسطة في تكوين الأفراد وتدريبهم على كسب المهارات وتطوير الكفاءات من أجل تحسين أدائهم في العملية الإنتاجية"],
  ["economic/industry-spread", ECONOMIC, "توزيع الصناعات وتنوع الهيكل الصناعي", "تلعب المؤسسات الصغيرة والمتوسطة دورا أساسيا في توزيع الصناعات الجديدة على المدن الصغيرة والأرياف، إضافة إلى ذلك الدور الأساسي الذي تلعبه في مجال التنويع الصناعي"],
  ["economic/new-products", ECONOMIC, "تقديم منتجات وخدمات جديدة", "إن المؤسسات الصغيرة والمتوسطة مصدر للأفكار والابتكارات الحديثة بحيث تقوم بإنتاج السلع والخدمات المبتكرة"],
  ["economic/competition", ECONOMIC, "المحافظة على استمرارية المنافسة", "ففي البيئة السريعة والتي تشهد تطورا متزايدا تصبح المنافسة أداة التغيير من خلال الابتكار والإبداع قصد التحسين المستمر"],
  ["economic/financial-resources", ECONOMIC, "تعبئة الموارد المالية", "تلعب المؤسسات الصغيرة والمتوسطة دورا هاما في تعبئة الموارد المالية الخاصة والكفاءات المحلية، بالإضافة إلى زيادة الادخار وتوجيهه نحو المجالات الاستثمارية."],
  ["social/customer-relations", SOCIAL, "علاقات وثيقة مع الزبائن والمستهلكين", "تكوين مجموعة من العلاقات وثيقة مع الزبائن والمستهلكين في المجتمع"],
  ["social/income-distribution", SOCIAL, "التوزيع العادل للدخول", "المساهمة في التوزيع العادل للدخول في ظل وجود عدد كبير من المؤسسات الصغيرة والمتوسطة"],
].map(([id, section, heading, text]) => ({ id: `sme-roles/${id}`, section, heading, text }));

const payload = (id) => `/show_passage${JSON.stringify({ passage_id: id })}`;
const segmentsOf = (text, marked) => text.split(marked).flatMap((rest, at) => [...(at ? [{ text: marked, is_marked: true }] : []), ...(rest ? [{ text: rest, is_marked: false }] : [])]);
const source = ({ id, section, heading, text }, quote = text) => ({ document: DOCUMENT, section, passage_id: id, heading, quote, paragraph: text, segments: segmentsOf(text, quote) });
const TOPICS = [["الدور الاقتصادي", "economic"], ["الدور الاجتماعي", "social"], ["التحديات", "challenges"]].map(([title, id]) => ({ title, payload: payload(`sme-roles/${id}`) }));

const reply = (parts) => ({
  body: parts.text,
  at: new Date().toISOString(),
  buttons: [],
  points: [],
  sources: [],
  answer_id: null,
  kind: null,
  feedback: null,
  answer: null,
  ...parts,
});

let answers = 0;
const answer = (kind, frame, parts, rest) => {
  const places = [...new Set((rest.sources || []).map(({ section }) => `${DOCUMENT} — ${section}`))];
  const data = { version: 1, frame, parts, closing: "المصدر:", places };
  return reply({ kind, answer_id: `answer-${(answers += 1)}`, text: frame, answer: parts.length ? data : null, ...rest });
};

/** The points of sections, one part for each. */
function lists(kind, frame, sections) {
  const all = sections.flatMap(({ section }) => PASSAGES.filter((passage) => passage.section === section));
  const items = all.map(({ id, section, heading, text }, at) => ({ section, number: at + 1, passage_id: id, label: heading, heading, text, is_cut: false }));
  const parts = sections.map(({ section, heading = "", opening = "", only }) => ({
    type: "points",
    heading,
    opening,
    items: items.filter((item) => item.section === section).map((item) => ({ ...item, ...(only === "heading" && { text: "" }), ...(only === "text" && { heading: "" }) })),
  }));
  return answer(kind, frame, parts, {
    points: items.map(({ number, passage_id, heading }) => ({ number, passage_id, heading, payload: payload(passage_id) })),
    buttons: all.map(({ id, heading }) => ({ title: heading, payload: payload(id) })),
    sources: sections.map(({ section, opening }) => source({ id: "sme-roles/x", section, heading: section, text: opening || section })),
  });
}

function point(passage, lead = "جاء في المصدر:") {
  const { id, heading, text } = passage;
  const answering = text.split("،")[0];
  const segments = answering === text ? [{ text, is_marked: false }] : segmentsOf(text, answering);
  return answer("point", lead, [{ type: "quote", passage_id: id, heading, text, marks: [], segments }], { sources: [source(passage, answering)] });
}

/** What the assistant is about, in each language. */
export const ABOUT = {
  ar: { assistant: "دليل", subject: "المؤسسات الصغيرة والمتوسطة", questions: ["ما الدور الاقتصادي؟", "ما الدور الاجتماعي؟", "ما التحديات؟"] },
  en: { assistant: "Daleel", subject: "small and medium enterprises", questions: ["What is their economic role?", "Which challenges do they face?"] },
  fr: { assistant: "Daleel", subject: "les petites et moyennes entreprises", questions: ["Quel est leur rôle economic ?"] },
};

/** The section around a passage; of one that is none of PASSAGES, the economic role. */
export function sectionOf(id) {
  const section = PASSAGES.find((passage) => passage.id === id)?.section ?? ECONOMIC;
  const paragraphs = PASSAGES.filter((passage) => passage.section === section).map((passage) => ({
    passage_id: passage.id,
    heading: [{ text: passage.heading, is_marked: false }],
    segments: [{ text: passage.text, is_marked: passage.id === id }],
  }));
  return { paragraphs, is_cut_before: false, is_cut_after: false };
}

/** Replies to a text or a payload. */
export function repliesTo(text) {
  const named = PASSAGES.find(({ id }) => text.includes(id));
  if (named) return [point(named)];
  if (/قارن|compare/.test(text)) {
    const columns = [{ section: ECONOMIC, heading: "الدور الاقتصادي" }, { section: SOCIAL, heading: "الدور الاجتماعي" }];
    const only = /باختصار|brief/.test(text) ? "heading" : "";
    return [lists("comparison", "هذا ما يقوله المصدر عن كل منها:", columns.map((column) => ({ ...column, only })))];
  }
  if (/اقتصاد|economic/.test(text)) return [lists("list", "وفق المصدر:", [{ section: ECONOMIC, opening: "تحتل المؤسسات الصغيرة والمتوسطة مكانة ذات أهمية على مستوى القطاع الاقتصادي وتتمثل هذه الأدوار فيما يلي:" }])];
  if (/اجتماع|social/.test(text)) return [lists("list", "وفق المصدر:", [{ section: SOCIAL, only: "text", opening: "تكتسي المؤسسات الصغيرة والمتوسطة مكانة ذات أهمية على المستوى الاجتماعي، وتتمثل هذه الأدوار فيما يلي:" }])];
  if (/تحدي|challenges/.test(text)) return [point({ id: "c", section: CHALLENGES, heading: CHALLENGES, text: "تواجه الأعمال الصغيرة والمتوسطة العديد من التحديات والمصاعب منها المرتبطة ببدء فكرة إنشاء العمل الصغير أو التحديات التي تظهر بعد أن يكون العمل قد أصبح معروفا في السوق" }, "وفق المصدر:")];
  if (/competition|منافس/.test(text)) return [point(PASSAGES[3], /[a-z]/.test(text) ? "In the words of the Arabic source:" : undefined)];
  if (/رابط|link/.test(text)) return [reply({ text: "زر https://example.org/sme?q=1. أو اكتب إلى SME Centre، الهاتف +213 21 55 66 77، نسبة 45.5% في 2023-2024 وفق ISO 9001." })];
  if (/<|script/.test(text)) return [reply({ text: `كتبت: ${text}`, buttons: [{ title: text.slice(0, 60), payload: "/greet" }] })];
  if (/سلام|مرحبا|hello|bonjour/.test(text)) return [reply({ text: "أهلا وسهلا بك! أنا دليل، أجيب عن أسئلتك حول المؤسسات الصغيرة والمتوسطة بنص المصدر كما ورد. عمّ تود أن تسأل؟", buttons: TOPICS })];
  return [answer("none", "لا تجيب مصادري عن هذا السؤال. يمكنك أن تسألني عن أدوار المؤسسات الصغيرة والمتوسطة وعن التحديات التي تواجهها:", [], { buttons: TOPICS })];
}
