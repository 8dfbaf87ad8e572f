"""What matches what, through which lens: the linguistic half of search, as a table.

Each line is a lens, a query word, the words that it must find (after +) and the words that it
must not find (after -). A heading begins with #. Matching is the same both ways. The rule under
test is `archive_app.text.lens.relation`, by which search expands every query and explains
every hit.
"""

from typing import NamedTuple

import pytest

from archive_app.core.model import Lens, Why
from archive_app.text.stemming.lens import matches, relation

TABLE = """
# Exact: tashkeel, tatweel, presentation forms, digit shapes and case are no spelling
exact  محمد      + مُحَمَّد مُحمد محمــد ﻣﺤﻤﺪ         - محمود
exact  سوريا     + ســوريــا سُورِيَا                - سورية سوري السوريا
exact  لا        + ﻻ لَا                            - لأ
exact  2015      + ٢٠١٥ ۲۰۱۵                        - 2016
exact  Putin     + putin PUTIN
exact  الله      + اللَّه ﷲ                          - لله

# Exact: everything that is spelling counts
exact  أحمد      - احمد إحمد
exact  إلى       - الى الي
exact  مدرسة     - مدرسه
exact  علي       - على
exact  كأن       - كان
exact  بأن       - بان
exact  مسؤول     - مسئول مسوول
exact  أميركا    - أمريكا

# Word: the seat of the hamza
word   أحمد      + احمد إحمد وأحمد
word   الإرهاب   + الارهاب الأرهاب
word   آخر       + اخر أخر
word   مؤتمر     + موتمر مؤتمرات المؤتمر
word   رئيس      + رييس الرئيس
word   مسؤول     + مسئول مسوول مسؤولون المسئولين
word   شؤون      + شئون الشؤون
word   استانا    + أستانا أستانة الأستانا
word   قرآن      + القران قرأن

# Word: ى and ي, ة and ه
word   على       + علي عَلَى
word   مستشفى    + مستشفي المستشفى
word   مدرسة     + مدرسه المدرسة
word   مكة       + مكه بمكة
word   غزة       + غزه

# Word: Persian and Urdu letters, Latin case and accents, English endings
word   كتاب      + کتاب
word   علي       + علی
word   Café      + cafe CAFÉ
word   minister  + ministers Minister                - ministry
word   attack    + attacks attacked attacking

# Word: final يا and ية, and the people of a country
word   سوريا     + سورية السورية سوري السوريين بسوريا       - سور أسوار سوار
word   روسيا     + روسية الروسية الروسي الروس              - رأس
word   بريطانيا  + البريطانية بريطاني البريطانيين
word   ألمانيا   + المانيا ألمانية الألماني                 - مانيا
word   فرنسا     + الفرنسية فرنسي وفرنسا
word   لبنان     + اللبنانية لبناني بلبنان                  - لبن ألبان
word   أوكرانيا  + الأوكرانية أوكراني الأوكرانيين
word   قضية      + قضايا القضايا قضيته                     - قضاة
word   ضحية      + ضحايا الضحايا ضحاياها
word   هدية      + هدايا                                   - هداية

# Word: the article and what is attached to it
word   الرياض    + وبالرياض بالرياض والرياض للرياض فالرياض
word   عراق      + العراق بالعراق وللعراق
word   وزير      + الوزير لوزير ووزير بوزير للوزير والوزير كوزير     - زير
word   دمشق      + بدمشق ودمشق لدمشق
word   الأمم     + بالأمم للأمم والأمم
word   حرب       + الحرب والحرب بالحرب للحرب حربا
word   موسكو     + بموسكو وموسكو لموسكو

# Word: و ف ب ك ل that belong to the word
word   والد      + الوالد ووالد والده والدي                - الد ألد
word   بلال      + وبلال لبلال                            - لال
word   فكرة      + الفكرة بفكرة                           - كرة الكرة
word   كتلة      + الكتلة كتلته                           - تلة التلال
word   سلاح      + السلاح بسلاح                           - لاح
word   بنك       + البنك ببنك للبنك                       - نك
word   لندن      + بلندن ولندن                            - ندن
word   وزارة     + الوزارة لوزارة وزارته وزارات            - زارة زيارة
word   وصول      + الوصول ووصول بوصول                     - صول
word   وكالة     + الوكالة لوكالة وكالات                   - كالة
word   ولاية     + الولاية ولايات                         - لاية
word   وفاة      + الوفاة وفاته                           - فاة
word   وقود      + الوقود                                 - قود
word   فريق      + الفريق لفريق                           - ريق
word   فيلم      + الفيلم بفيلم                           - يلم
word   فندق      + الفندق                                 - ندق
word   بيت       + البيت بيته ببيت                        - يت
word   بيان      + البيان بيانات ببيان                    - يان
word   برلمان    + البرلمان بالبرلمان                     - رلمان
word   بطل       + البطل                                  - طل
word   كلب       + الكلب                                  - لب
word   كبير      + الكبير كبيرة الكبيرة                    - بير بئر
word   كريم      + الكريم                                 - ريم
word   كندا      + بكندا الكندي                           - ندا نداء
word   كوريا     + بكوريا الكورية                         - وريا
word   لجنة      + اللجنة للجنة لجنته                     - جنة الجنة
word   لقاء      + اللقاء لقاءات                          - قاء
word   ليبيا     + بليبيا الليبية                          - يبيا
word   سفير      + السفير لسفير                           - فير
word   سيول      + السيول                                 - يول
word   سنة       + السنة سنوات                            - نة
word   التزام    + الالتزام بالتزام                        - تزام
word   ألعاب     + الألعاب العاب                          - عاب
word   إلغاء     + الإلغاء بإلغاء                          - غاء

# Word: the name of God
word   الله      + لله والله بالله                         - له إله لها

# Word: particles keep their meaning
word   كأن       - أن إن
word   بأن       - أن
word   لأن       - أن
word   وقد       + قد فقد                                 - وقود
word   هذا       + بهذا لهذا وهذا                         - هذي هذيان
word   وهو       + هو فهو                                 - هوى

# Word: number
word   كتاب      + الكتابان كتابين كتابا                  - كتب
word   معلم      + معلمون المعلمين معلمي                   - علم
word   مهندس     + مهندسون المهندسين مهندسة مهندسات
word   لاعب      + لاعبون اللاعبين لاعبان لاعبي             - لعبة
word   قرار      + قرارات القرارين قراراته
word   صاروخ     + صاروخين الصاروخ                        - صرخ
word   دولة      + دول الدولتين دولتان دولا
word   سيارة     + سيارات السيارتين
word   انتخاب    + انتخابات الانتخابات الانتخابية           - نخبة
word   إرهابي    + إرهابيون الإرهابيين إرهابية الإرهاب
word   مدينة     + المدينة مدينته مدينتين                  - دين
word   قوة       + قوات القوة قواتها القوى                 - قوت
word   سنة       + سنوات سنين

# Word: whose it is
word   كتاب      + كتابه كتابها كتابهم كتابي كتابنا كتابكم
word   مدينة     + مدينتهم مدينتنا مدينتها
word   رئيس      + رئيسه رئيسها رئيسهم ورئيسه
word   ابن       + ابنه أبناء أبنائه أبناؤهم أبناءها
word   مصلحة     + مصلحته لمصلحتها مصلحتنا
word   مسؤول     + مسؤوليها لمسؤوليهم
word   قوات      + قواته وقواتها بقواتهم

# Word: verbs
word   قال       + يقول تقول قالت قالوا سيقول وقالت قلت يقولون    - قتل قل
word   كتب       + يكتب تكتب كتبت كتبوا سيكتب وكتبت
word   أعلن      + يعلن أعلنت تعلن وأعلن سيعلن أعلنوا             - إعلان
word   استخدم    + يستخدم تستخدم استخدمت يستخدمون ويستخدم
word   انتقد     + ينتقد انتقدت تنتقد
word   التقى     + يلتقي التقت سيلتقي والتقى
word   اتفق      + يتفق اتفقا اتفقوا
word   عاد       + يعود تعود عادت وعاد سيعود
word   وصل       + يصل تصل وصلت وصلوا ووصل سيصل                  - صلاة
word   دعا       + يدعو دعت دعوا تدعو ودعا
word   بقي       + يبقى تبقى بقيت
word   أراد      + يريد أرادت تريد يريدون
word   استعاد    + يستعيد استعادت تستعيد
word   كان       + كانت يكون كانوا تكون وكان فكان سيكون

# Word: other words stay apart, however alike
word   قطر       + القطرية بقطر                           - مطر
word   عمل       + يعمل عملت العمل                        - أمل عمر
word   عرب       + العرب العربي العربية                   - غرب
word   علم       + العلم علمي                             - عالم معلم
word   قلب       + القلب قلبه                             - كلب
word   مال       + المال ماله                             - ملا مل
word   حزب       + الحزب حزبه                             - حزن
word   جيش       + الجيش جيشه                             - جش
word   حل        + الحل حله                               - حال حول
word   نظام      + النظام نظامه                           - ظلم
word   سلام      + السلام بسلام                           - سلم إسلام
word   شعب       + الشعب شعبه                             - شعبان شاب
word   مصر       + المصري مصرية                           - مصرف صر
word   تونس      + بتونس تونسي التونسية                   - أنس
word   إيران     + الإيرانية إيراني بإيران                 - نار
word   رمضان     + برمضان                                 - رماد
word   سلمان     + لسلمان                                 - سلم
word   الكويت    + كويتي بالكويت                          - كوت

# Root: the whole family
root   كتب       + كاتب مكتبة كتابات مكتوب الكتاب مكاتب كتيبة يكتب     - كذب كتم
root   علم       + عالم معلم تعليم معلومات علماء علوم استعلام           - عمل ألم
root   عمل       + عامل عمال معامل أعمال تعامل استعمال معاملة          - علم أمل
root   حكم       + حكومة محكمة حاكم أحكام حكام محاكمة                  - حمل
root   قتل       + قاتل مقتل قتلى مقاتلين اقتتال قتيل                  - قبل
root   سلم       + سلام إسلام مسلم استسلام سالم تسليم                  - سلب
root   خرج       + خروج مخرج إخراج استخراج خارج خارجية                 - خرق
root   دخل       + دخول داخل مداخل إدخال تدخل داخلية                   - دخن
root   نصر       + انتصار منتصر ناصر أنصار منصور                      - نظر
root   حرب       + محاربة محارب حروب محاربين                          - حرم
root   وزير      + وزراء الوزارة وزارات                               - زير
root   قال       + قول أقوال مقال مقالات قائل                          - قلة
root   عاد       + عودة إعادة عائد استعادة                             - عدد
root   وصل       + وصول اتصال صلة مواصلات إيصال                        - وصف
root   دعا       + دعوة دعاء داعي استدعاء                              - دفع
root   قضى       + قضية قاضي قضاء قضايا                                - قضم
root   حد        + حدود محدد تحديد حدد                                - حدث
root   سأل       + سؤال مسؤول أسئلة مسألة سائل                         - سل
root   رأس       + رئيس رئاسة رؤساء رؤوس                               - رسا
root   أمن       + أمان إيمان مؤمن تأمين                               - منى
root   ترجم      + ترجمة مترجم تراجم                                   - رجم
root   سيطر      + سيطرة مسيطر يسيطر                                   - سطر

# Root: broken plurals
root   ولد       + أولاد
root   باب       + أبواب
root   رجل       + رجال
root   مسجد      + مساجد
root   طالب      + طلاب طلبة
root   تاجر      + تجار
root   دولة      + دول
root   أرض       + أراضي
root   صحيفة     + صحف
root   جريمة     + جرائم
root   تقرير     + تقارير
root   مشروع     + مشاريع
root   جبهة      + جبهات
root   صديق      + أصدقاء
root   سلاح      + أسلحة
root   قانون     + قوانين

# Root: what only looks like a family stays apart
root   لندن      - دين لدن
root   بنك       - نكبة
root   فلسطين    - سلطان طين
root   ألمانيا   - أمان أمن
root   واشنطن    - شنطة
root   باريس     - ريش فارس
root   بوتين     - بيت تين

# Word: further words of the press, written down without a look at the rules
word   أهمية     + بأهمية وأهمية لأهمية أهميته الأهمية - مهمة
word   دور       + بدور لدور دوره ودورها الدور - بدر
word   أداء      + بأداء لأداء وأداء أدائه أداءها الأداء - دأب
word   أحد       + لأحد بأحد - واحد
word   قناة      + لقناة القناة قنوات بالقناة - لقن
word   هيئة      + الهيئة هيئات بهيئة وهيئة - تهيؤ
word   بناء      + لبناء البناء وبناء بنائه - بنت
word   طائرة     + الطائرات طائرتين بطائرة طائرات - مطار طير
word   مطار      + المطار مطارات بمطار - مطر
word   شرطة      + الشرطة للشرطة بالشرطة
word   أسبوع     + الأسبوع أسبوعين أسبوعيا بأسبوع - سبع
word   جمعية     + الجمعية جمعيات للجمعية - جامع
word   منظمة     + المنظمة منظمات للمنظمات - نظام تنظيم
word   اجتماع    + الاجتماع اجتماعات باجتماع اجتماعهم - جامعة
word   مجلس      + المجلس لمجلس - جلسة
word   معارضة    + المعارضة للمعارضة معارضين - عرض
word   مفاوضات   + المفاوضات مفاوضة بالمفاوضات - فوضى
word   هدنة      + الهدنة بالهدنة للهدنة - هدف
word   لاجئ      + لاجئين اللاجئون لاجئات للاجئين - جائع
word   نفط       + النفط النفطية بالنفط نفطي - نفس
word   انفجار    + الانفجار انفجارات بانفجار - فجر
word   ضابط      + الضابط ضابطا ضابطين لضابط - ضبط
word   صحفي      + صحفيين الصحفيون صحفية - صحن
word   أسد       + الأسد للأسد - سد
word   مقاتل     + مقاتلين المقاتلون مقاتلي - مقتل
word   أكد       + يؤكد أكدت وأكد تؤكد - كدّ
word   أشار      + يشير أشارت وأشار تشير - شارع
word   أضاف      + يضيف أضافت وأضاف - ضيف
word   اعتقل     + يعتقل اعتقلت اعتقلوا - عقل
word   شارك      + يشارك شاركت تشارك وشارك - شرك
word   تحدث      + يتحدث تتحدث تحدثت وتحدث - حدث
word   اجتمع     + يجتمع اجتمعت اجتمعوا - جمع
word   سقط       + يسقط سقطت تسقط سقطوا - قسط
word   وقع       + يقع وقعت تقع وقعوا - قاع
word   بدأ       + يبدأ بدأت تبدأ وبدأ سيبدأ - أبد
word   رأى       + يرى رأت يرون ورأى
word   جاء       + يجيء جاءت وجاء جاؤوا - جوع
word   مات       + يموت ماتت ماتوا - متى
word   باع       + يبيع باعت - بوابة
word   نام       + ينام نامت - نمو
word   خاف       + يخاف - خفي
word   استطاع    + يستطيع تستطيع استطاعت - طاعة
word   احتاج     + يحتاج تحتاج - حاجة
word   اتصل      + يتصل اتصلت - وصل
word   ازداد     + يزداد ازدادت - زاد
word   اضطر      + يضطر اضطرت - ضرر
word   اشترى     + يشتري اشترت اشتروا - شرى
word   هدد       + يهدد هددت تهدد - هدهد
word   ظل        + يظل ظلت - ظالم
word   كبرى      + الكبرى - كبريت
word   مصري      + مصريون المصرية مصر - مصير
word   عربي      + عرب العربية العربي
word   أمريكي    + الأمريكية أمريكا أميركي الأميركيين - مارك
word   إسرائيل   + الإسرائيلي إسرائيلية لإسرائيل - سرية
word   سعودي     + السعودية سعوديون بالسعودية - سعد
word   قطري      + قطر القطرية - قطار
word   يمني      + اليمن اليمنية - يمين
word   خطأ       + الخطأ خطأه - خط
word   جزء       + الجزء جزءا جزءين - جزاء
word   شيء       + الشيء شيئا أشياء - شاي
word   مسؤولية   + المسؤولية مسؤوليته مسؤوليات - سؤال
word   امرأة     + المرأة امرأتين
word   سماء      + السماء سمائه - اسم
word   ماء       + الماء مائه - ما
word   بيئة      + البيئة البيئية بيئي - بيت
word   لغة       + اللغة لغات لغوية - لغو
word   فضاء      + الفضاء فضائية - فاض
word   وطن       + الوطن وطنية لوطنه - طن
word   وفد       + الوفد وفدا لوفد - فد
word   وجه       + الوجه وجهه بوجه - جهة
word   لبس       + يلبس اللبس - بس
word   كاتب      + الكاتب كاتبة كاتبان - تب
word   كلمة      + الكلمة كلمات كلمته - لم
word   بلد       + البلد بلدان بلدين ببلد - لد
word   باب       + الباب بابه ببابه - أب
word   فوز       + الفوز بفوز بالفوز - وز
word   فتح       + يفتح الفتح فتحت - تح
word   سلطة      + السلطة سلطات للسلطات - سلطان
word   سبب       + بسبب السبب سببا - سب
word   سوق       + السوق بالسوق سوقا - قوس
word   سيارة     + بسيارة سيارته - سار
word   سؤال      + السؤال سؤالا
word   سفينة     + السفينة سفينتين - فين

# Root: further families, written down without a look at the rules
root   درس       + مدرسة مدرس دراسة تدريس مدارس دروس - سرد
root   شهد       + شاهد شهادة مشهد شهداء استشهاد - هدف
root   فتح       + افتتاح مفتاح فاتح مفتوح - حتف
root   جمع       + اجتماع جامعة مجموعة جمعية مجتمع - عجم
root   طلب       + طالب مطلب طلاب متطلبات - بطل
root   سكن       + سكان مسكن ساكن إسكان - كسب
root   نظر       + منظر نظرية انتظار مناظرة - نضر
root   رسل       + رسالة مراسل إرسال رسائل مرسل - سرد
root   هجم       + هجوم مهاجم هجمات مهاجمة - جهم
root   شرك       + شركة مشاركة شركات مشترك اشتراك - شكر
root   قوم       + مقاومة قيام إقامة مقام تقويم - قمم
root   بنى       + بناء مبنى بنية مباني أبنية - نبأ
root   لقى       + لقاء التقى ملتقى لقاءات - لقب
root   رمى       + مرمى رامي رماية - مرر
root   حل        + محل احتلال حلول تحليل - حال
root   مد        + امتداد مدة تمديد مدد - مدن
root   أكل       + مأكل أكلة مأكولات - كلل
root   قرأ       + قراءة قارئ قرآن مقروء - قرر
root   جاء       + مجيء - جوع
root   زار       + زيارة زائر مزار زوار - زرع
root   صور       + صورة تصوير مصور صور - صار
root   نار       + منير إنارة أنوار
root   سار       + سيارة مسيرة مسار سير - سرر
root   وضع       + موضوع وضعية مواضيع أوضاع - ضيع
root   ورث       + إرث وراثة ميراث وارث - ثور
"""


class Pair(NamedTuple):
    group: str
    lens: Lens
    asked: str
    word: str
    found: bool

    def __str__(self) -> str:
        return f"{self.lens} {self.asked} {'+' if self.found else '-'} {self.word}"


def read(table: str) -> list[Pair]:
    pairs, group = [], ""
    for line in filter(None, map(str.strip, table.splitlines())):
        if line.startswith("#"):
            group = line[1:].strip()
            continue
        lens, asked, *rest = line.split()
        found = True
        for item in rest:
            if item in "+-":
                found = item == "+"
            else:
                pairs.append(Pair(group, Lens(lens), asked, item, found))
    return pairs


PAIRS = read(TABLE)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_pair(pair):
    why = relation(pair.asked, pair.word)
    assert matches(pair.asked, pair.word, pair.lens) is pair.found, why
    assert relation(pair.word, pair.asked) == why


def test_the_table_is_as_large_as_it_should_be():
    assert len(PAIRS) >= 220
    assert len({(pair.lens, pair.asked, pair.word) for pair in PAIRS}) >= 220
    assert sum(not pair.found for pair in PAIRS) >= 80
    assert len({pair.group for pair in PAIRS}) >= 15


def test_a_wider_lens_takes_all_that_a_narrower_takes():
    for pair in PAIRS:
        exact, word, root = (matches(pair.asked, pair.word, lens) for lens in Lens)
        assert exact <= word <= root, pair


@pytest.mark.parametrize(
    ("asked", "word", "why"),
    [
        ("سورية", "سورية", Why.EXACT),
        ("سورية", "سُورِيَة", Why.EXACT),
        ("مدرسة", "مدرسه", Why.SPELLING),
        ("أحمد", "احمد", Why.SPELLING),
        ("سورية", "سوريا", Why.FORM),
        ("الرياض", "وبالرياض", Why.FORM),
        ("كتب", "مكتبة", Why.ROOT),
        ("كتب", "قلم", None),
        ("", "قلم", None),
    ],
)
def test_why(asked, word, why):
    assert relation(asked, word) == why
