"""The words of follow-ups, standard and dialect, each in the form that search_key gives it."""

from __future__ import annotations

from arabic import search_key


def keys(words: str) -> frozenset[str]:
    """The search keys of the words, parted by commas."""
    return frozenset(search_key(word) for word in words.split(","))


def _numbered(*rows: str) -> dict[str, int]:
    return {key: number for number, row in enumerate(rows, start=1) for key in keys(row)}


LAST = -1
LAST_BUT_ONE = -2

# Positions, without the article.
ORDINALS = _numbered(
    "أول,أولى,أولا,اولة,لول,لولى,لولة,اولاني,اولانية,لولاني,لولانية,first,1st,premier,première,1er,1ere,awel",
    "ثاني,ثانية,ثانيا,ثان,تاني,تانية,تانيه,second,2nd,deuxième,seconde,2eme,tani,tania,zawja",
    "ثالث,ثالثة,ثالثا,تالت,تالتة,تالته,third,3rd,troisième,3eme",
    "رابع,رابعة,رابعا,fourth,4th,quatrième,4eme",
    "خامس,خامسة,خامسا,fifth,5th,cinquième,5eme",
    "سادس,سادسة,سادسا,سات,ساتة,sixth,6th,sixième,6eme",
    "سابع,سابعة,سابعا,seventh,7th,septième,7eme",
    "ثامن,ثامنة,ثامنا,تامن,تامنة,eighth,8th,huitième,8eme",
    "تاسع,تاسعة,تاسعا,ninth,9th,neuvième,9eme",
    "عاشر,عاشرة,عاشرا,tenth,10th,dixième,10eme",
)
# Numbers, which name a position alone or after "number", "point".
CARDINALS = _numbered(
    "واحد,واحدة,وحدة,one,un,wahed",
    "اثنان,اثنين,اثنتان,اتنين,تنين,زوج,جوج,two,deux,zouj",
    "ثلاثة,ثلاث,تلاتة,تلات,three,trois,tlata",
    "أربعة,اربع,ربعة,four,quatre",
    "خمسة,خمس,five,cinq",
    "ستة,ست,six",
    "سبعة,سبع,seven,sept",
    "ثمانية,ثمان,تمانية,تمنية,eight,huit",
    "تسعة,تسع,تسعود,nine,neuf",
    "عشرة,عشر,ten,dix",
)
LASTS = keys("أخير,أخيرة,آخر,آخرة,أخيره,اخراني,تالية الاخير,لخر,لخرة,لاخر,last,dernier,dernière")
BEFORE = keys("قبل,ماقبل,اللي قبل")

# What a follow-up wants done.
NEXT = keys(
    "تالي,تالية,بعده,بعدها,بعدو,موالي,موالية,بعدين,next,following,suivant,suivante,لي بعد,"
    "مابعدها,مابعده,لاحقة,لاحق"
)
PREVIOUS = keys(
    "قبل,سابق,سابقة,قبله,قبلها,قبلو,قبلهم,previous,précédent,précédente,سالف,فائت,فايت,فايتة,فاتت,فات,ماقبلها"
)
EXPLAIN = keys(
    "اشرح,اشرحها,اشرحه,اشرحلي,اشرحلنا,اشرحهالي,شرح,وضح,وضحها,وضحه,وضحلي,وضحلنا,توضيح,توضيحا,فسر,"
    "فسرها,فسره,فسرلي,تفسير,بسط,بسطها,بسطلي,تبسيط,فهمني,فهمنا,تشرح,تشرحلي,توضح,توضحلي,شرحا,فصل,"
    "détailler,détaille,détaillez,développer,développe,développez,فصلها,تفصيل,تفاصيل,بالتفصيل,تفصيلا,explain,clarify,elaborate,detail,details,expliquer,"
    "explique,expliquez,préciser,précise,اشرحو,شرحلي,شرحها,شرحهالي,يشرح,نشرح,وضاحة"
)
CONFUSED = keys(
    "ما المقصود,ما المقصود بذلك,ما المقصود بهذا,شو المقصود,وش المقصود,ايه المقصود,"
    "لم أفهم,ما فهمت,مافهمت,مافهمتش,ما فهمتش,مفهمتش,مفهمتكش,مافهمتكش,ما فهمتك,مافهمتك,لم أفهمك,"
    "لم أستوعب,لا أفهم,مو فاهم,موفاهم,مش فاهم,مش فاهمة,مش فاهمه,ماني فاهم,ماني فاهمة,مانيش فاهم,"
    "مانيش فاهمة,مو فاهمة,مب فاهم,مب فاهمة,غير واضح,غير مفهوم,مش واضح,مو واضح,ماشي واضح,"
    "ليس واضحا,لم يتضح,ما استوعبت,ماقدرتش نفهم,ما قدرتش نفهم,ما وصلتني,كيف يعني,يعني ايه,"
    "ايش يعني,شو يعني,وش يعني,شنو يعني,واش معناها,شنو معناها,واش يعني,ماذا يعني هذا,ما معنى هذا,"
    "ما معنى ذلك,ماذا تعني,ماذا تقصد,ماذا تقصد بذلك,تقصد ايه,قصدك ايه,وش قصدك,شو قصدك,"
    "i dont understand,i don t understand,didn t understand,i didn t get it,i don t get it,"
    "not clear,unclear,what do you mean,je n ai pas compris,j ai pas compris,pas compris,"
    "je ne comprends pas,je comprends pas,pas clair"
)
REPEAT = keys(
    "عيد تاني,عيدها تاني,عيد ثاني,عاود ثاني,أعد ثانية,أعد ثانيا,قول تاني,كرر تاني,"
    "ماذا قلت,شو قلت,وش قلت,ايش قلت,واش قلت,شنو قلت,قلت ايه,what did you say,"
    "أعد,أعدها,أعده,اعيد,أعيدها,عيد,عيدها,عيده,عيدهالي,عيدلي,كرر,كررها,كرره,كررلي,تكرار,إعادة,"
    "اعادة,عاود,عاودها,عاودلي,عاودهالي,تعيد,تعيدها,تعيدلي,تكرر,تكررها,مرة ثانية,مرة تانية,"
    "مرة أخرى,مرة اخرة,كمان مرة,مرة كمان,من جديد,once more,once again,encore une fois,repeat,"
    "again,répète,répéter,répétez,redis,redire,repete"
)
WHY = keys(
    "لماذا,على واش,على اش,ليش,ليه,علاش,لاش,لم,لمه,لما ذا,وعلاش,علاه,لواه,why,pourquoi,سبب,أسباب,ما السبب,"
    "شو السبب,وش السبب,ايه السبب,how come"
)
# "How?" alone asks to explain.
HOW = keys("كيف,وكيف,كيفاش,وكيفاش,ازاي,وازاي,شلون,وشلون,how,and how,comment,et comment")
EXAMPLE = keys(
    "مثال,مثالا,أمثلة,مثل ماذا,مثل ايش,زي ايه,زي ايش,متل شو,بحال شنو,كيما واش,example,examples,"
    "exemple,exemples,مثلا"
)
# What of a section was not shown yet.
REST = keys(
    "باقي,باقية,باقيات,باقيها,باقيهم,بقية,بقيتها,بقيتهم,ما تبقى,ماتبقى,ماذا تبقى,ما بقي,ماذا بقي,"
    "ما بقى,اللي بقى,اللي بقات,اللي بقاو,لي بقاو,اللي باقي,اللي باقية,شنو بقى,واش بقى,وش بقى,"
    "ايش بقى,شو بقي,وش باقي,شو باقي,"
    "ايه اللي فاضل,فاضل ايه,أخريات,rest,remaining,remainder,others,"
    "other ones,reste,restant,restants,restantes,autres"
)
MORE = keys(
    "المزيد,مزيد,مزيدا,أكثر,اكتر,كثر,كتر,زيادة,زود,زدني,زيدني,زيدلي,زيد,زيديني,كمل,كملي,أكمل,"
    "تابع,واصل,استمر,more,plus,واش ثاني,واش تاني,كاين ثاني,واش كاين ثاني,ايه تاني,في ايه تاني,"
    "فيه تاني,وش غيره,ماذا بعد,encore,continue,كمان,زدنا,زيدونا,زيدوني,زيدولي,زيدو,زودني,زودوني,أيضا,"
    "davantage"
)
RETURN = keys(
    "ارجع,ارجعي,ارجعلي,عد,عودة,رجوع,رجع,رجعني,رجعنا,ارجعنا,نرجع,نعود,لنعد,فلنعد,لنرجع,خلينا نرجع,"
    "خلنا نرجع,نولي,نولو,ولي,رجعلي,عدنا,أعدني,أرجعني,back,return,retour,retourner,reviens,"
    "revenir,revenons,راجعين"
)
SOURCE = keys(
    "مصدر,مصدره,مصدرها,مصدرهم,مصدرك,مرجعه,مرجعها,مصادر,مرجع,مراجع,source,sources,référence,reference"
)

# Words that carry a follow-up and say nothing of its topic.
CARRIERS = keys(
    "شي,يمكنك,قلها,قولها,قوليها,أعرف,نعرف,"
    "جانب,مستوى,صعيد,ناحية,مجال,خطوة,جانبها,"
    "و,je,j,ai,ne,pas,not,do,don,نقطة,نقاط,دور,عنصر,بند,فقرة,واحد,واحدة,خيار,اختيار,سؤال,جواب,"
    "إجابة,كلام,فكرة,موضوع,رقم,نمرة,which,quel,quelle,quels,est,sont,are,number,no,numero,nº,n,point,item,one,the,la,le,les,l,du,de,d,"
    "that,this,it,me,to,about,tell,please,what,is,and,et,ok,okay,could,can,you,i,want,give,show,"
    "go,s,dis,dites,m,en,peux,tu,pouvez,pourrais,vous,il,te,vous,plait,stp,svp,moi,donne,donner,sur,ca,ce,cela,un,une,a,an,option,role,ما,"
    "ماذا,هي,هو,هل,عن,على,في,من,إلى,الى,ل,لي,لنا,عندك,مع,كيف,كيفاش,شلون,ازاي,كيفية,وش,ايش,شو,شنو,"
    "واش,ايه,اي,أي,حول,بخصوص,بشأن,يخص,بالنسبة,نسبة,لو,سمحت,سمحتي,فضلك,رجاء,أرجو,ارجوك,الله,يخليك,"
    "بليز,عفوا,عذرا,معليش,طيب,حسنا,تمام,اوكي,اوك,أوكي,زين,باهي,مليح,صحيح,ماشي,يلا,هيا,خلاص,اذن,"
    "إذا,نعم,ايوه,أجل,يعني,ممكن,يمكن,تقدر,بتقدر,فيك,اقدر,أريد,اريد,ابي,ابغى,ابغا,بغيت,بدي,عايز,"
    "عاوز,عايزة,حاب,نحب,أحب,اود,أود,حابب,ودي,هات,هاتي,اعط,أعطني,اعطيني,عطيني,عطني,اعرض,اعرضي,"
    "أرني,ورني,وريني,ورينا,اختار,أختار,اخترت,اقرأ,قل,قولي,قول,قلي,احكي,احكيلي,حدثني,تكلم,تحدث,"
    "اهدر,كلمني,اذهب,روح,انتقل,ننتقل,انتقلي,مرة,قليلا,شوي,شوية,شويه,بسيط,بسيطة,ابسط,أبسط,بشكل,"
    "أوضح,اوضح,أفضل,فيها,فيه,عنها,عنه,بها,به,منها,منه,لها,له,لنقطة,يلي,اللي,الذي,التي,الي,هذه,"
    "هذا,هذي,هاذي,هادي,هاد,هادا,هذاك,هذيك,ذلك,تلك,دي,ده,دا,هيدا,هيدي,هاي,كذلك,بذلك,لذلك,بهذا,"
    "لهذا,ذاك,خويا,أخي,اخوي,حبيبي,صديقي,يا,لك,ان,أن,تعطيني,تعطني,بعد,ثم,إيه,أنا,انا,كان,قائمة,"
    "لائحة,ليستة,list,liste,ذكرت,ذكرتها,قلت,قلتها,قلته,السابق ذكرها,ماهي,ماهو,مهي,راني,راه,عليك,"
    "فقط,بس,برك,لا غير,لاغير,حصرا,لوحدها,لوحده,ones,only,just,seulement,uniquement,juste,"
    "والو,كذا,شيئا,جيدا,عليا,عليه,تاع,ديال,بتاع,بتاعة,حق,حقت,نتاع,ال"
)
# What positions count.
COUNTED = keys("نقطة,نقاط,دور,أدوار,عنصر,بند,فقرة,خيار,رقم,point,item,role,number,option,واحدة,وحدة,one")
# Positions beside these count sections.
SECTION_WORDS = keys("قسم,محور,جزء,باب,section,partie,part,chapter,chapitre")
# Numbers beside these are positions, whatever else is wished.
NUMBERED = keys("رقم,نمرة,number,numero,no,nº,n")
# A topic follows these.
ABOUT = keys("عن,على,حول,بخصوص,بشأن,about,on,sur")
WHOLE_LIST = keys("قائمة,لائحة,ليستة,list,liste")
# "Another question" asks for nothing that stands in the list.
ANOTHER_MATTER = keys("سؤال,موضوع,شيء,شي,حاجة,كلام")
# "Name the third" points at one; "name two" counts them.
NAMING = keys("اذكر,اذكري,اذكرلي,اذكرها,سم,سمي,name")
# General verbs: "and how do they help with that?" leans on the last topic.
LEANING_VERBS = keys(
    "أهمية,فائدة,تساعد,يساعد,تساهم,يساهم,تسهم,يسهم,يتم,تتم,يحدث,تحدث,يحصل,تفعل,يفعل,تقوم,يقوم,"
    "تحقق,يتحقق,تعمل,يكون,تكون,مهم,مهمة,يصير,بيصير,بيحصل,تدير,تؤثر,يؤثر,بتساعد,كيساعد,help,helps,"
    "works,work,do,does,happen,they,تتحقق,تلعب,يعمل,يساعدون"
)
LEANED_ON = keys(
    "ذلك,هذا,هذه,ذاك,تلك,بذلك,بهذا,لذلك,لهذا,هذي,هاذي,هادي,هاد,هادا,هادشي,هاذ,هالشيء,هالشي,ده,دي,"
    "دا,هيدا,هاي,فيها,فيه,عنها,عنه,it,that,this,cela,ca,كده,هيك,هكذا"
)
# What every section is about: it tells no topic from another.
SUBJECT = keys(
    "مؤسسات,مؤسسة,مشاريع,مشروعات,مشروع,شركات,شركة,أعمال,صغيرة,صغيره,صغار,صغرى,متوسطة,متوسط,"
    "company,companies,business,businesses,enterprises,smes,sme,small,medium,pme,entreprises,"
    "petites,moyennes,تواجه,تواجهها,تواجهه,تواجههم"
)
MARKERS = keys(
    "في,بخصوص,ماذا عن,وماذا عن,طيب,بالنسبة,وبالنسبة,what about,how about,and,et,et pour,شو عن,"
    "ايش عن,وش عن,واش على,ولا,حسنا,اوكي,ok,okay,شنو على"
)
# Section words of other languages and broken plurals, as stems.
ALIASES = {
    "ادوار": "دور", "role": "دور", "roles": "دور", "economic": "اقتصاد", "economique": "اقتصاد",
    "economiques": "اقتصاد", "social": "اجتماع", "sociale": "اجتماع", "sociaux": "اجتماع",
    "challenge": "تحد", "challenges": "تحد", "defis": "تحد", "defi": "تحد", "صعوبات": "تحد",
    "مصاعب": "تحد", "عراقيل": "تحد", "عقبات": "تحد",
}  # fmt: skip
