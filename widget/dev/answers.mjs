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
const source = ({ id, section, heading, text }, quote = text) => ({ document: DOCUMENT, section, passage_id: id, heading, quote, paragraph: text });
const place = (section) => `\n\nالمصدر: ${DOCUMENT} — ${section}`;
const TOPICS = [["الدور الاقتصادي", "economic"], ["الدور الاجتماعي", "social"], ["التحديات", "challenges"]].map(([title, id]) => ({ title, payload: payload(`sme-roles/${id}`) }));

const reply = (parts) => ({
  text: parts.body + (parts.sources?.length ? place(parts.sources[0].section) : ""),
  at: new Date().toISOString(),
  buttons: [],
  points: [],
  sources: [],
  answer_id: null,
  kind: null,
  feedback: null,
  ...parts,
});

let answers = 0;
const answer = (kind, parts) => reply({ kind, answer_id: `answer-${(answers += 1)}`, ...parts });

function list(section, opening, headed) {
  const points = PASSAGES.filter((passage) => passage.section === section);
  const items = points.map(({ heading, text }, at) => `${at + 1}. ${headed ? `${heading}: ` : ""}${text}`).join("\n");
  return answer("list", {
    body: `وفق المصدر:\n\n${opening}\n\n${items}`,
    points: points.map(({ id, heading }, at) => ({ number: at + 1, passage_id: id, heading, payload: payload(id) })),
    buttons: points.map(({ id, heading }) => ({ title: heading, payload: payload(id) })),
    sources: [source({ id: "sme-roles/x", section, heading: section, text: opening })],
  });
}

function point(passage, lead = "جاء في المصدر:") {
  return answer("point", { body: `${lead}\n\n${passage.heading}: ${passage.text}`, sources: [source(passage, passage.text.split("،")[0])] });
}

/** Replies to a text or a payload. */
export function repliesTo(text) {
  const named = PASSAGES.find(({ id }) => text.includes(id));
  if (named) return [point(named)];
  if (/اقتصاد|economic/.test(text)) return [list(ECONOMIC, "تحتل المؤسسات الصغيرة والمتوسطة مكانة ذات أهمية على مستوى القطاع الاقتصادي وتتمثل هذه الأدوار فيما يلي:", true)];
  if (/اجتماع|social/.test(text)) return [list(SOCIAL, "تكتسي المؤسسات الصغيرة والمتوسطة مكانة ذات أهمية على المستوى الاجتماعي، وتتمثل هذه الأدوار فيما يلي:", false)];
  if (/تحدي|challenges/.test(text)) return [point({ id: "c", section: CHALLENGES, heading: CHALLENGES, text: "تواجه الأعمال الصغيرة والمتوسطة العديد من التحديات والمصاعب منها المرتبطة ببدء فكرة إنشاء العمل الصغير أو التحديات التي تظهر بعد أن يكون العمل قد أصبح معروفا في السوق" }, "وفق المصدر:")];
  if (/competition|منافس/.test(text)) return [point(PASSAGES[3], /[a-z]/.test(text) ? "In the words of the Arabic source:" : undefined)];
  if (/رابط|link/.test(text)) return [reply({ body: "زر https://example.org/sme?q=1. أو اكتب إلى SME Centre، الهاتف +213 21 55 66 77، نسبة 45.5% في 2023-2024 وفق ISO 9001." })];
  if (/<|script/.test(text)) return [reply({ body: `كتبت: ${text}`, buttons: [{ title: text.slice(0, 60), payload: "/greet" }] })];
  if (/سلام|مرحبا|hello|bonjour/.test(text)) return [reply({ body: "أهلا وسهلا بك! أنا دليل، أجيب عن أسئلتك حول المؤسسات الصغيرة والمتوسطة بنص المصدر كما ورد. عمّ تود أن تسأل؟", buttons: TOPICS })];
  return [answer("none", { body: "لا تجيب مصادري عن هذا السؤال. يمكنك أن تسألني عن أدوار المؤسسات الصغيرة والمتوسطة وعن التحديات التي تواجهها:", buttons: TOPICS })];
}
