// Messages of the server come in Arabic: only what it cannot say itself is said here.
/** What the launcher says. */
export const launcher = {
  dir: "rtl",
  open: "افتح المحادثة",
  unread: "رسائل جديدة:",
  failed: "تعذّر فتح المحادثة، أعد المحاولة.",
  refused: "أضف هذا الموقع إلى DALEEL_ORIGINS:",
};

export const language = "ar";
export const title = "دليل";
export const subtitle = "يجيب بنص المصدر، ويذكر موضعه";
export const greeting = "أهلا بك! اسألني{about}، وسأنقل لك الجواب من المصدر كما ورد.";
export const about = "عن";
export const close = "أغلق المحادثة";
export const log = "المحادثة";
export const older = "اعرض الرسائل الأقدم";
export const loading = "تُحمّل المحادثة…";
export const newMessages = "رسائل جديدة";
export const starters = "أسئلة للبدء";
export const input = "اكتب سؤالك";
export const send = "أرسل";
export const left = "من 1000 حرف";
export const tooLong = "رسالتك أطول من ألف حرف، اختصرها من فضلك.";
export const you = "أنت:";
export const thinking = "يبحث في المصادر…";
export const queued = "في الانتظار";
export const retry = "أعد المحاولة";
export const edit = "عدّل";
export const remove = "أزل";
export const source = "المصدر";
export const page = "الصفحة";
export const showPoint = "اعرض النقطة";
export const replies = "اقتراحات";
export const suggested = "اقتراحات، تنتقل بينها بالسهمين، عددها:";
export const used = "اختير من قبل";
export const copy = "انسخ الجواب";
export const copied = "نُسخ";
export const up = "جواب مفيد";
export const down = "جواب غير مفيد";
export const why = "ما الذي لم يفدك؟";
export const reasons = {
  wrong: "غير صحيح",
  incomplete: "ناقص",
  unclear: "غير واضح",
  off_topic: "ليس ما سألت عنه",
  other: "سبب آخر",
};
export const comment = "بكلماتك، إن شئت";
export const save = "احفظ";
export const thanks = "شكرا لرأيك.";
export const notKept = "لم يُحفظ رأيك، أعد المحاولة بعد قليل.";
export const menu = "خيارات المحادثة";
export const text = "نزّل المحادثة نصا";
export const json = "نزّل المحادثة JSON";
export const fileName = "محادثة";
export const notDownloaded = "تعذّر تنزيل المحادثة، أعد المحاولة بعد قليل.";
export const erase = "امحُ المحادثة";
export const eraseAsk = "أتمحو المحادثة كلها؟";
export const eraseNote = "تُمحى من هذا الجهاز ومن الخادم، ولا سبيل إلى استرجاعها.";
export const eraseYes = "نعم، امحُها";
export const eraseNo = "لا، أبقِها";
export const erased = "مُحيت المحادثة.";
export const notErased = "تعذّر محو المحادثة، أعد المحاولة بعد قليل.";
export const privacy = "الخصوصية";
export const privacyNote = "تُحفظ محادثتك في هذا الموقع ليُجاب عن أسئلتك ويُراجع ما أُجيب به. لا تكتب فيها ما لا تود حفظه، وامحُها متى شئت.";
export const privacyMore = "سياسة الخصوصية";
export const done = "حسنا";
export const historyFailed = "تعذّر تحميل المحادثة السابقة.";
export const offline = "لا اتصال بالشبكة الآن. ما تكتبه يُرسل حين يعود.";
export const notLoaded = "تعذّر التحميل، أعد المحاولة.";
export const errors = {
  origin_not_allowed: "لا يُسمح لهذا الموقع باستعمال المساعد بعد. أخبر القائمين عليه من فضلك.",
  network: "انقطع الاتصال، ويُعاد الإرسال",
  too_many_messages: "رسائل كثيرة في وقت قصير، ويُعاد الإرسال",
  too_many_waiting: "رسائل كثيرة في وقت قصير، ويُعاد الإرسال",
  too_many_sessions: "الزوار كثيرون الآن، ويُعاد الإرسال",
  other: "تعذّر إرسال رسالتك.",
};
