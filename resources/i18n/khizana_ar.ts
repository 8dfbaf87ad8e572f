<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Khizana, version %1</source>
        <translation>خزانة، الإصدار %1</translation>
    </message>
    <message>
        <source>About Khizana</source>
        <translation>عن خزانة</translation>
    </message>
    <message>
        <source>An archive for press articles, on your own machine.</source>
        <translation>أرشيف للمقالات الصحفية على جهازك.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>برنامج حرّ برخصة MIT.</translation>
    </message>
</context>
<context>
    <name>AnnotationsView</name>
    <message>
        <source>Search the highlights and notes of all articles</source>
        <translation>ابحث في تظليلات المقالات وملاحظاتها كلها</translation>
    </message>
    <message>
        <source>Back to the article</source>
        <translation>العودة إلى المقال</translation>
    </message>
    <message>
        <source>Highlights and notes</source>
        <translation>التظليلات والملاحظات</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>وسم</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>أي وسم</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>في أي وقت</translation>
    </message>
    <message>
        <source>Show those of every article</source>
        <translation>إظهار ما في المقالات كلها</translation>
    </message>
    <message>
        <source>No matches; try fewer conditions.</source>
        <translation>لا نتائج؛ خفّف الشروط.</translation>
    </message>
    <message>
        <source>No highlights yet: select a passage and choose a colour.</source>
        <translation>لا تظليل بعد: حدّد مقطعًا واختر لونًا.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>هذا الأسبوع</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>هذا الشهر</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>هذه السنة</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>لم يُعثر على شيء</numerusform>
            <numerusform>وُجد موضع واحد</numerusform>
            <numerusform>وُجد موضعان</numerusform>
            <numerusform>وُجدت %n مواضع</numerusform>
            <numerusform>وُجد %n موضعًا</numerusform>
            <numerusform>وُجد %n موضع</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AppearancePanel</name>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>تباعد الأسطر</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>عرض العمود</translation>
    </message>
    <message>
        <source>Paper: match window</source>
        <translation>ورق مثل النافذة</translation>
    </message>
    <message>
        <source>White paper</source>
        <translation>ورق أبيض</translation>
    </message>
    <message>
        <source>Sepia paper</source>
        <translation>ورق عاجي</translation>
    </message>
    <message>
        <source>Dark paper</source>
        <translation>ورق داكن</translation>
    </message>
    <message>
        <source>Justify the paragraphs</source>
        <translation>ضبط طرفي الفقرات</translation>
    </message>
    <message>
        <source>Arabic typeface</source>
        <translation>الخط العربي</translation>
    </message>
    <message>
        <source>Latin typeface</source>
        <translation>الخط اللاتيني</translation>
    </message>
    <message>
        <source>%1: decrease</source>
        <translation>%1: إنقاص</translation>
    </message>
    <message>
        <source>%1: increase</source>
        <translation>%1: زيادة</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>الافتراضي</translation>
    </message>
</context>
<context>
    <name>ArticlePage</name>
    <message>
        <source>Article</source>
        <translation>المقال</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>Gregorian date</source>
        <translation>التاريخ الميلادي</translation>
    </message>
    <message>
        <source>Hijri day</source>
        <translation>اليوم الهجري</translation>
    </message>
    <message>
        <source>Hijri month</source>
        <translation>الشهر الهجري</translation>
    </message>
    <message>
        <source>Hijri year</source>
        <translation>السنة الهجرية</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>اختيار</translation>
    </message>
    <message>
        <source>Hijri</source>
        <translation>هجري</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Clear all</source>
        <translation>إزالة الكل</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>إزالة هذا المرشّح</translation>
    </message>
    <message>
        <source>not annotated</source>
        <translation>بلا ملاحظات</translation>
    </message>
    <message>
        <source>annotated</source>
        <translation>عليه ملاحظات</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>read</source>
        <translation>مقروء</translation>
    </message>
    <message>
        <source>one story</source>
        <translation>مادة واحدة أُعيد نشرها</translation>
    </message>
    <message>
        <source>source</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>الوسم</translation>
    </message>
    <message>
        <source>month</source>
        <translation>الشهر</translation>
    </message>
    <message>
        <source>language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>ليس %1</translation>
    </message>
</context>
<context>
    <name>ColorNamesDialog</name>
    <message>
        <source>Names of the colours</source>
        <translation>أسماء الألوان</translation>
    </message>
    <message>
        <source>What does each colour stand for in this archive?</source>
        <translation>إلامَ يرمز كل لون في هذا الأرشيف؟</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>ماذا تريد أن تفعل؟</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>لوحة الأوامر</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Import files</source>
        <translation>استيراد ملفات</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>استيراد %1</translation>
    </message>
    <message>
        <source>Rebuilding the search index</source>
        <translation>إعادة بناء فهرس البحث</translation>
    </message>
    <message numerus="yes">
        <source>%Ln story(ies) found.</source>
        <translation>
            <numerusform>لم يُعثر على مواد أُعيد نشرها.</numerusform>
            <numerusform>عُثر على مادة واحدة أُعيد نشرها.</numerusform>
            <numerusform>عُثر على مادتين أُعيد نشرهما.</numerusform>
            <numerusform>عُثر على %Ln مواد أُعيد نشرها.</numerusform>
            <numerusform>عُثر على %Ln مادة أُعيد نشرها.</numerusform>
            <numerusform>عُثر على %Ln مادة أُعيد نشرها.</numerusform>
        </translation>
    </message>
    <message>
        <source>The archive is up to date.</source>
        <translation>الأرشيف محدَّث.</translation>
    </message>
    <message>
        <source>The notes file of %1 cannot be read, so nothing was changed.</source>
        <translation>تعذّرت قراءة ملف ملاحظات %1، فلم يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>استيراد مجلد</translation>
    </message>
    <message>
        <source>The clipboard has nothing to import.</source>
        <translation>ليس في الحافظة ما يُستورد.</translation>
    </message>
    <message>
        <source>This archive is read-only.</source>
        <translation>هذا الأرشيف للقراءة فقط.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln issue(s) found.</source>
        <translation>
            <numerusform>لم يُعثر على شيء.</numerusform>
            <numerusform>وُجد أمر واحد.</numerusform>
            <numerusform>وُجد أمران.</numerusform>
            <numerusform>وُجدت %Ln أمور.</numerusform>
            <numerusform>وُجد %Ln أمرًا.</numerusform>
            <numerusform>وُجد %Ln أمر.</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems found: every original is unchanged.</source>
        <translation>لا مشكلات: كل أصل كما ورد.</translation>
    </message>
    <message>
        <source>Checking the archive</source>
        <translation>فحص الأرشيف</translation>
    </message>
    <message>
        <source>The search index was rebuilt.</source>
        <translation>أُعيد بناء فهرس البحث.</translation>
    </message>
    <message>
        <source>Finding reprints</source>
        <translation>البحث عن المواد المعاد نشرها</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) changed in the folder.</source>
        <translation>
            <numerusform>لم يتغيّر شيء من الخارج.</numerusform>
            <numerusform>تغيّر مقال واحد من الخارج.</numerusform>
            <numerusform>تغيّر مقالان من الخارج.</numerusform>
            <numerusform>تغيّرت %Ln مقالات من الخارج.</numerusform>
            <numerusform>تغيّر %Ln مقالًا من الخارج.</numerusform>
            <numerusform>تغيّر %Ln مقال من الخارج.</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking for changes</source>
        <translation>البحث عن التغييرات</translation>
    </message>
    <message>
        <source>Set the damaged notes aside and start new ones</source>
        <translation>نحّ الملاحظات التالفة جانبًا وابدأ من جديد</translation>
    </message>
    <message>
        <source>The damaged notes were kept as %1.</source>
        <translation>حُفظت الملاحظات التالفة باسم %1.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>ليس هناك ما يُتراجع عنه.</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>جارٍ التراجع</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>ليس هناك ما يُعاد.</translation>
    </message>
    <message>
        <source>Redoing</source>
        <translation>جارٍ الإعادة</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Back to the article</source>
        <translation>العودة إلى المقال</translation>
    </message>
    <message>
        <source>%1 % of the words match; differences are marked.</source>
        <translation>%1 % من الكلمات واحدة؛ وما ورد في أحدهما وحده معلَّم.</translation>
    </message>
    <message>
        <source>These are two different texts.</source>
        <translation>هذان نصّان مختلفان.</translation>
    </message>
</context>
<context>
    <name>Completions</name>
    <message>
        <source>Completions</source>
        <translation>الإكمالات</translation>
    </message>
</context>
<context>
    <name>DateEntry</name>
    <message>
        <source>Choose from a calendar</source>
        <translation>الاختيار من تقويم</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>This is not understood as a date. Write it as one of: %1</source>
        <translation>لم يُفهم هذا تاريخًا. اكتبه على نحو: %1</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>Authors, separated by commas</source>
        <translation>الكتّاب، تفصل بينهم فواصل</translation>
    </message>
    <message>
        <source>Date, such as %1</source>
        <translation>التاريخ، مثل %1</translation>
    </message>
    <message>
        <source>Language (ar, en, …)</source>
        <translation>اللغة (ar أو en …)</translation>
    </message>
    <message>
        <source>Address (URL)</source>
        <translation>العنوان على الشبكة (URL)</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>الوصف</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>Open the original</source>
        <translation>فتح الأصل</translation>
    </message>
    <message>
        <source>Not saved yet; it is tried again.</source>
        <translation>لم يُحفظ بعد؛ وستُعاد المحاولة.</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>بلا كلمات</numerusform>
            <numerusform>كلمة واحدة</numerusform>
            <numerusform>كلمتان</numerusform>
            <numerusform>%n كلمات</numerusform>
            <numerusform>%n كلمة</numerusform>
            <numerusform>%n كلمة</numerusform>
        </translation>
    </message>
    <message>
        <source>added %1</source>
        <translation>أُضيف في %1</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1، من %2</translation>
    </message>
    <message>
        <source>Clear the box to read the text as it is in the file.</source>
        <translation>أزل العلامة ليُقرأ النص كما هو في الملف.</translation>
    </message>
    <message numerus="yes">
        <source>Repaired %n time(s)</source>
        <translation>
            <numerusform>لم يُصلح شيء</numerusform>
            <numerusform>أُصلح مرة واحدة</numerusform>
            <numerusform>أُصلح مرتين</numerusform>
            <numerusform>أُصلح %n مرات</numerusform>
            <numerusform>أُصلح %n مرة</numerusform>
            <numerusform>أُصلح %n مرة</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the box to repair the text again.</source>
        <translation>ضع العلامة ليُصلح النص من جديد.</translation>
    </message>
    <message>
        <source>Also published as</source>
        <translation>نُشر أيضًا في</translation>
    </message>
    <message>
        <source>Before: %1
After: %2</source>
        <translation>قبل: %1
بعد: %2</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln line(s) left out</source>
        <translation>
            <numerusform>لم يُسقط أي سطر</numerusform>
            <numerusform>إظهار سطر أُسقط</numerusform>
            <numerusform>إظهار سطرين أُسقطا</numerusform>
            <numerusform>إظهار %Ln أسطر أُسقطت</numerusform>
            <numerusform>إظهار %Ln سطرًا أُسقطت</numerusform>
            <numerusform>إظهار %Ln سطر أُسقطت</numerusform>
        </translation>
    </message>
    <message>
        <source>Buttons of a web page, running heads: found and kept, not shown.</source>
        <translation>أزرار صفحات الويب ورؤوس الصفحات المتكررة: محفوظة ويشملها البحث ولا تُعرض.</translation>
    </message>
    <message>
        <source>Part of: %1</source>
        <translation>جزء من: %1</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag the article into another program</source>
        <translation>اسحب المقال إلى برنامج آخر</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Open this folder as an archive</source>
        <translation>فتح هذا المجلد بوصفه أرشيفًا</translation>
    </message>
    <message>
        <source>Nothing is copied; its files stay in place.</source>
        <translation>لا يُنسخ شيء، وتبقى ملفاته في مكانها.</translation>
    </message>
    <message>
        <source>Files are copied; the originals stay in place. With Alt: opened as an archive.</source>
        <translation>يُنسخ ويبقى الأصل في مكانه. ومع Alt: يُفتح بوصفه أرشيفًا.</translation>
    </message>
    <message>
        <source>Files are copied; the originals stay in place.</source>
        <translation>تُنسخ إلى الأرشيف، وتبقى ملفاتك في مكانها.</translation>
    </message>
    <message>
        <source>Files not yet in the archive are copied; all stay in place.</source>
        <translation>يُنسخ ما ليس في الأرشيف بعد، وتبقى الملفات كلها في أماكنها.</translation>
    </message>
    <message>
        <source>They are already in the archive and stay in place.</source>
        <translation>هي في الأرشيف أصلًا، وتبقى في أماكنها.</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln file(s) or folder(s)</source>
        <translation>
            <numerusform>استيراد</numerusform>
            <numerusform>استيراد ملف أو مجلد</numerusform>
            <numerusform>استيراد ملفين أو مجلدين</numerusform>
            <numerusform>استيراد %Ln ملفات أو مجلدات</numerusform>
            <numerusform>استيراد %Ln ملفًا أو مجلدًا</numerusform>
            <numerusform>استيراد %Ln ملف أو مجلد</numerusform>
        </translation>
    </message>
    <message>
        <source>Import this text as an article</source>
        <translation>استيراد هذا النص مقالًا</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>No duplicates found.</source>
        <translation>لا مقالات مكرّرة.</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>نقل إلى المهملات</translation>
    </message>
    <message>
        <source>Possible duplicates</source>
        <translation>نص واحد على الأرجح</translation>
    </message>
    <message>
        <source>annotated</source>
        <translation>عليه ملاحظات</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Import annotations</source>
        <translation>استيراد ملاحظات</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Annotations from %1</source>
        <translation>ملاحظات من %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln annotation(s) imported.</source>
        <translation>
            <numerusform>لم تُستورد أي ملاحظة.</numerusform>
            <numerusform>استُوردت ملاحظة واحدة.</numerusform>
            <numerusform>استُوردت ملاحظتان.</numerusform>
            <numerusform>استُوردت %Ln ملاحظات.</numerusform>
            <numerusform>استُوردت %Ln ملاحظة.</numerusform>
            <numerusform>استُوردت %Ln ملاحظة.</numerusform>
        </translation>
    </message>
    <message>
        <source>No source given</source>
        <translation>بلا مصدر مذكور</translation>
    </message>
    <message numerus="yes">
        <source>%Ln annotation(s)</source>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%Ln ملاحظات</numerusform>
            <numerusform>%Ln ملاحظة</numerusform>
            <numerusform>%Ln ملاحظة</numerusform>
        </translation>
    </message>
    <message>
        <source>Their article is not in the archive</source>
        <translation>مقالها ليس في الأرشيف</translation>
    </message>
    <message numerus="yes">
        <source>Export references of %Ln article(s)</source>
        <translation>
            <numerusform>تصدير المراجع</numerusform>
            <numerusform>تصدير مرجع مقال واحد</numerusform>
            <numerusform>تصدير مرجعَي مقالين</numerusform>
            <numerusform>تصدير مراجع %Ln مقالات</numerusform>
            <numerusform>تصدير مراجع %Ln مقالًا</numerusform>
            <numerusform>تصدير مراجع %Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Export references of all that was found</source>
        <translation>تصدير مراجع كل ما عُثر عليه</translation>
    </message>
    <message>
        <source>This archive is read-only.</source>
        <translation>هذا الأرشيف للقراءة فقط.</translation>
    </message>
    <message>
        <source>The rest was skipped, as you asked.</source>
        <translation>وتُرك الباقي كما طلبت.</translation>
    </message>
    <message>
        <source>BibTeX references</source>
        <translation>مراجع BibTeX</translation>
    </message>
    <message>
        <source>RIS references</source>
        <translation>مراجع RIS</translation>
    </message>
    <message>
        <source>CSL references</source>
        <translation>مراجع CSL</translation>
    </message>
    <message>
        <source>References</source>
        <translation>مراجع</translation>
    </message>
    <message>
        <source>References to %1</source>
        <translation>مراجع إلى %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln reference(s) saved in %1.</source>
        <translation>
            <numerusform>لا مراجع تُحفظ في %1.</numerusform>
            <numerusform>حُفظ مرجع واحد في %1.</numerusform>
            <numerusform>حُفظ مرجعان في %1.</numerusform>
            <numerusform>حُفظت %Ln مراجع في %1.</numerusform>
            <numerusform>حُفظ %Ln مرجعًا في %1.</numerusform>
            <numerusform>حُفظ %Ln مرجع في %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterPane</name>
    <message>
        <source>Filters</source>
        <translation>المرشّحات</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>كل المقالات</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>غير المقروء</translation>
    </message>
    <message>
        <source>Annotated</source>
        <translation>عليه ملاحظات</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>المعاد نشره</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>عمليات بحث محفوظة</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>المصادر</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>اللغات</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>الأنواع</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>هذه وحدها</translation>
    </message>
    <message>
        <source>Exclude these</source>
        <translation>استثناء هذه</translation>
    </message>
    <message>
        <source>Show these too</source>
        <translation>هذه أيضًا</translation>
    </message>
    <message>
        <source>Delete this search</source>
        <translation>حذف هذا البحث</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>لا مزيد</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln آخر</numerusform>
            <numerusform>%Ln أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in the article</source>
        <translation>بحث في المقال</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>السابق</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>لا شيء</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>لم يُعثر على شيء</numerusform>
            <numerusform>وُجد موضع واحد</numerusform>
            <numerusform>وُجد موضعان</numerusform>
            <numerusform>وُجدت %n مواضع</numerusform>
            <numerusform>وُجد %n موضعًا</numerusform>
            <numerusform>وُجد %n موضع</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>User guide</source>
        <translation>دليل الاستخدام</translation>
    </message>
    <message>
        <source>The guide is missing from this installation.</source>
        <translation>الدليل غير موجود في هذا التثبيت.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Put two versions side by side</source>
        <translation>قارن بين نسختين</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>لم يُعثر على شيء</numerusform>
            <numerusform>وُجد موضع واحد</numerusform>
            <numerusform>وُجد موضعان</numerusform>
            <numerusform>وُجدت %n مواضع</numerusform>
            <numerusform>وُجد %n موضعًا</numerusform>
            <numerusform>وُجد %n موضع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One of %Ln version(s)</source>
        <translation>
            <numerusform>نسخة واحدة</numerusform>
            <numerusform>نسخة واحدة</numerusform>
            <numerusform>واحدة من نسختين</numerusform>
            <numerusform>واحدة من %Ln نسخ</numerusform>
            <numerusform>واحدة من %Ln نسخة</numerusform>
            <numerusform>واحدة من %Ln نسخة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Stopping…</source>
        <translation>جارٍ الإيقاف…</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 في الثانية</translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s) left</source>
        <translation>
            <numerusform>بقي أقل من دقيقة</numerusform>
            <numerusform>بقيت دقيقة واحدة</numerusform>
            <numerusform>بقيت دقيقتان</numerusform>
            <numerusform>بقيت %Ln دقائق</numerusform>
            <numerusform>بقيت %Ln دقيقة</numerusform>
            <numerusform>بقيت %Ln دقيقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s) left</source>
        <translation>
            <numerusform>أوشك على الانتهاء</numerusform>
            <numerusform>بقيت ثانية واحدة</numerusform>
            <numerusform>بقيت ثانيتان</numerusform>
            <numerusform>بقيت %Ln ثوانٍ</numerusform>
            <numerusform>بقيت %Ln ثانية</numerusform>
            <numerusform>بقيت %Ln ثانية</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>التقرير</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Stopped.</source>
        <translation>أُوقف.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) changed</source>
        <translation>
            <numerusform>لم يتغيّر أي مقال</numerusform>
            <numerusform>تغيّر مقال واحد</numerusform>
            <numerusform>تغيّر مقالان</numerusform>
            <numerusform>تغيّرت %Ln مقالات</numerusform>
            <numerusform>تغيّر %Ln مقالًا</numerusform>
            <numerusform>تغيّر %Ln مقال</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>No tasks running.</source>
        <translation>لا مهامّ جارية.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>In the results</source>
        <translation>في النتائج</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Move through the results</source>
        <translation>التنقّل بين النتائج</translation>
    </message>
    <message>
        <source>Read the article</source>
        <translation>قراءة المقال</translation>
    </message>
    <message>
        <source>Back to the search</source>
        <translation>العودة إلى البحث</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s) still running</source>
        <translation>
            <numerusform>لا مهامّ جارية</numerusform>
            <numerusform>مهمّة واحدة لا تزال جارية</numerusform>
            <numerusform>مهمّتان لا تزالان جاريتين</numerusform>
            <numerusform>%Ln مهامّ لا تزال جارية</numerusform>
            <numerusform>%Ln مهمّة لا تزال جارية</numerusform>
            <numerusform>%Ln مهمّة لا تزال جارية</numerusform>
        </translation>
    </message>
    <message>
        <source>What is done so far is kept when you stop.</source>
        <translation>ما أُنجز حتى الآن يبقى محفوظًا عند الإيقاف.</translation>
    </message>
    <message>
        <source>Quit when finished</source>
        <translation>الإنهاء بعد الفراغ منها</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>إيقافها والإنهاء</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Archive</source>
        <translation>الأرشيف</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>فُتحت مؤخرًا</translation>
    </message>
    <message>
        <source>Khizana</source>
        <translation>خزانة</translation>
    </message>
    <message numerus="yes">
        <source>%Ln text(s) were typed but not saved the last time: %1</source>
        <translation>
            <numerusform>لا نصوص لم تُحفظ في المرة السابقة: %1</numerusform>
            <numerusform>نص واحد كُتب ولم يُحفظ في المرة السابقة: %1</numerusform>
            <numerusform>نصّان كُتبا ولم يُحفظا في المرة السابقة: %1</numerusform>
            <numerusform>%Ln نصوص كُتبت ولم تُحفظ في المرة السابقة: %1</numerusform>
            <numerusform>%Ln نصًّا كُتبت ولم تُحفظ في المرة السابقة: %1</numerusform>
            <numerusform>%Ln نص كُتبت ولم تُحفظ في المرة السابقة: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%Ln مقالات</numerusform>
            <numerusform>%Ln مقالًا</numerusform>
            <numerusform>%Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>read only</source>
        <translation>للقراءة فقط</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Not saved yet; it is tried again.</source>
        <translation>لم يُحفظ بعد؛ وستُعاد المحاولة.</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>تحرير الملاحظة</translation>
    </message>
    <message>
        <source>Tags of the passage</source>
        <translation>وسوم المقطع</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>اللون</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>On the whole article</source>
        <translation>على المقال كله</translation>
    </message>
    <message>
        <source>This passage is no longer in the text.</source>
        <translation>لم يعد هذا المقطع في النص.</translation>
    </message>
    <message>
        <source>This passage is no longer in the text. It may be one of these:</source>
        <translation>لم يعد هذا المقطع في النص. لعله أحد هذه:</translation>
    </message>
    <message>
        <source>The text has changed: is this still the passage?</source>
        <translation>تغيّر النص: أما زال هذا هو المقطع؟</translation>
    </message>
    <message>
        <source>Yes, this is it</source>
        <translation>نعم، هو ذا</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Write a note (Markdown)</source>
        <translation>اكتب ملاحظة (Markdown)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Filter notes</source>
        <translation>تصفية الملاحظات</translation>
    </message>
    <message>
        <source>A note on the whole article</source>
        <translation>ملاحظة على المقال كله</translation>
    </message>
    <message>
        <source>Select a passage and choose a colour, or press N to write a note.</source>
        <translation>حدّد مقطعًا ثم اختر لونًا، أو اضغط N لكتابة ملاحظة.</translation>
    </message>
    <message>
        <source>No matching notes.</source>
        <translation>لا ملاحظات مطابقة.</translation>
    </message>
</context>
<context>
    <name>PdfPages</name>
    <message>
        <source>The pages of this PDF cannot be shown.</source>
        <translation>يتعذّر عرض صفحات هذا الملف.</translation>
    </message>
    <message>
        <source>Read the text</source>
        <translation>اقرأ النص</translation>
    </message>
    <message>
        <source>The pages as they were printed. Highlights and notes stand in the text.</source>
        <translation>هذه الصفحات كما طُبعت، أما التظليل والملاحظات ففي النص.</translation>
    </message>
    <message>
        <source>These pages are images: they have no text to find or highlight.</source>
        <translation>هذه الصفحات صور، وليس فيها نص يُبحث فيه أو يُظلَّل.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>التفضيلات</translation>
    </message>
    <message>
        <source>General</source>
        <translation>عام</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>This archive</source>
        <translation>هذا الأرشيف</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>الأرقام</translation>
    </message>
    <message>
        <source>Show the Hijri date as well</source>
        <translation>إظهار التاريخ الهجري أيضًا</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>الورق</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>كإعداد النظام</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>Use animations</source>
        <translation>استخدام الحركات</translation>
    </message>
    <message>
        <source>Match window</source>
        <translation>مثل النافذة</translation>
    </message>
    <message>
        <source>White</source>
        <translation>أبيض</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>عاجي</translation>
    </message>
    <message>
        <source>Arabic typeface</source>
        <translation>الخط العربي</translation>
    </message>
    <message>
        <source>Latin typeface</source>
        <translation>الخط اللاتيني</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>Line height</source>
        <translation>تباعد الأسطر</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>عرض العمود</translation>
    </message>
    <message>
        <source>Justify paragraphs</source>
        <translation>ضبط طرفي الفقرات</translation>
    </message>
    <message>
        <source>Mark articles as read after a while</source>
        <translation>عدّ المقال مقروءًا بعد حين من فتحه</translation>
    </message>
    <message>
        <source>Watch the archive’s folder for changes</source>
        <translation>متابعة ما يتغيّر في مجلد الأرشيف</translation>
    </message>
    <message>
        <source>Re-read articles when a new version reads them better</source>
        <translation>إعادة قراءة المقالات حين يقرؤها إصدار جديد قراءة أفضل</translation>
    </message>
    <message>
        <source>Name variants</source>
        <translation>صور كتابة الأسماء</translation>
    </message>
    <message>
        <source>One name per line, its spellings separated by =.</source>
        <translation>اسم في كل سطر، وبين صور كتابته علامة =.</translation>
    </message>
    <message>
        <source>Serif</source>
        <translation>خط بزوائد</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Khizana</source>
        <translation>خزانة</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>جارٍ فتح %1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln issue(s) found: check the archive.</source>
        <translation>
            <numerusform>كل شيء سليم.</numerusform>
            <numerusform>أمر واحد يستحق النظر: افحص الأرشيف.</numerusform>
            <numerusform>أمران يستحقان النظر: افحص الأرشيف.</numerusform>
            <numerusform>%Ln أمور تستحق النظر: افحص الأرشيف.</numerusform>
            <numerusform>%Ln أمرًا يستحق النظر: افحص الأرشيف.</numerusform>
            <numerusform>%Ln أمر يستحق النظر: افحص الأرشيف.</numerusform>
        </translation>
    </message>
    <message>
        <source>New archive</source>
        <translation>إنشاء أرشيف جديد</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>الاسم:</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>مكان الحفظ</translation>
    </message>
    <message>
        <source>Open a folder as an archive</source>
        <translation>فتح مجلد أرشيفًا</translation>
    </message>
    <message>
        <source>My archive</source>
        <translation>أرشيفي</translation>
    </message>
</context>
<context>
    <name>QueryHelp</name>
    <message>
        <source>the word in all its spellings and forms: سوريا، السورية، بسورية</source>
        <translation>الكلمة بكل صورها وتصاريفها: سوريا، السورية، بسورية</translation>
    </message>
    <message>
        <source>these words, one after the other</source>
        <translation>هذه الكلمات متتابعة</translation>
    </message>
    <message>
        <source>these words within five words of each other</source>
        <translation>هذه الكلمات وبينها خمس كلمات على الأكثر</translation>
    </message>
    <message>
        <source>either word; AND and NOT also work</source>
        <translation>إحدى الكلمتين، ومثلها «و» و«ليس»</translation>
    </message>
    <message>
        <source>every word that begins with these letters</source>
        <translation>كل كلمة تبدأ بهذه الحروف</translation>
    </message>
    <message>
        <source>words with a similar spelling</source>
        <translation>الكلمات القريبة منها في الإملاء</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>كيف تبحث</translation>
    </message>
    <message>
        <source>the first word without the second</source>
        <translation>الأولى من دون الثانية</translation>
    </message>
    <message>
        <source>a foreign name in its Arabic spellings</source>
        <translation>الاسم الأجنبي بصوره العربية</translation>
    </message>
    <message>
        <source>in the title; also %1</source>
        <translation>في العنوان، ومثله %1</translation>
    </message>
    <message>
        <source>between these dates</source>
        <translation>بين هذين التاريخين</translation>
    </message>
</context>
<context>
    <name>ReaderPane</name>
    <message>
        <source>Choose an article to read it here.</source>
        <translation>اختر مقالًا لتقرأه هنا.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
</context>
<context>
    <name>ReportTexts</name>
    <message numerus="yes">
        <source>%Ln article(s) imported</source>
        <translation>
            <numerusform>لم يُستورد أي مقال</numerusform>
            <numerusform>استُورد مقال واحد</numerusform>
            <numerusform>استُورد مقالان</numerusform>
            <numerusform>استُوردت %Ln مقالات</numerusform>
            <numerusform>استُورد %Ln مقالًا</numerusform>
            <numerusform>استُورد %Ln مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without text</source>
        <translation>
            <numerusform>لا ملفات بلا نص</numerusform>
            <numerusform>ملف واحد بلا نص</numerusform>
            <numerusform>ملفان بلا نص</numerusform>
            <numerusform>%Ln ملفات بلا نص</numerusform>
            <numerusform>%Ln ملفًا بلا نص</numerusform>
            <numerusform>%Ln ملف بلا نص</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already in the archive</source>
        <translation>
            <numerusform>لا مكرّر</numerusform>
            <numerusform>واحد موجود من قبل</numerusform>
            <numerusform>اثنان موجودان من قبل</numerusform>
            <numerusform>%Ln موجودة من قبل</numerusform>
            <numerusform>%Ln موجودة من قبل</numerusform>
            <numerusform>%Ln موجودة من قبل</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>أُوقف</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Same as %1</source>
        <translation>مطابق لـ %1</translation>
    </message>
    <message>
        <source>Its text was repaired; see the reader.</source>
        <translation>أُصلح نصه؛ التفاصيل في صفحة القراءة.</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>تعذّرت قراءته</translation>
    </message>
    <message>
        <source>Already in the archive</source>
        <translation>موجود من قبل</translation>
    </message>
    <message>
        <source>Possible duplicates</source>
        <translation>نص واحد على الأرجح</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>لم يبقَ أي مقال كما كان</numerusform>
            <numerusform>بقي مقال واحد كما كان</numerusform>
            <numerusform>بقي مقالان كما كانا</numerusform>
            <numerusform>بقيت %Ln مقالات كما كانت</numerusform>
            <numerusform>بقي %Ln مقالًا كما كان</numerusform>
            <numerusform>بقي %Ln مقال كما كان</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be re-read</source>
        <translation>
            <numerusform>لم يتعذّر شيء</numerusform>
            <numerusform>تعذّرت إعادة قراءة مقال واحد</numerusform>
            <numerusform>تعذّرت إعادة قراءة مقالين</numerusform>
            <numerusform>تعذّرت إعادة قراءة %Ln مقالات</numerusform>
            <numerusform>تعذّرت إعادة قراءة %Ln مقالًا</numerusform>
            <numerusform>تعذّرت إعادة قراءة %Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Could not be re-read; the old text is kept</source>
        <translation>تعذّرت إعادة قراءتها؛ بقي نصها السابق</translation>
    </message>
    <message>
        <source>Highlights whose passage is missing</source>
        <translation>تظليلات لم يعد موضعها موجودًا</translation>
    </message>
    <message>
        <source>Highlights to review</source>
        <translation>تظليلات تحتاج إلى مراجعة</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>يحتاج إلى انتباهك</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>تحذيرات</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>معلومات</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>أُصلح</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>استُورد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) changed</source>
        <translation>
            <numerusform>لم يتغيّر أي مقال</numerusform>
            <numerusform>تغيّر مقال واحد</numerusform>
            <numerusform>تغيّر مقالان</numerusform>
            <numerusform>تغيّرت %Ln مقالات</numerusform>
            <numerusform>تغيّر %Ln مقالًا</numerusform>
            <numerusform>تغيّر %Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>details</source>
        <translation>البيانات</translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s) moved</source>
        <translation>
            <numerusform>لم ينتقل أي تظليل</numerusform>
            <numerusform>انتقل تظليل واحد</numerusform>
            <numerusform>انتقل تظليلان</numerusform>
            <numerusform>انتقلت %Ln تظليلات</numerusform>
            <numerusform>انتقل %Ln تظليلًا</numerusform>
            <numerusform>انتقل %Ln تظليل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s)</source>
        <translation>
            <numerusform>لا تظليلات</numerusform>
            <numerusform>تظليل واحد</numerusform>
            <numerusform>تظليلان</numerusform>
            <numerusform>%Ln تظليلات</numerusform>
            <numerusform>%Ln تظليلًا</numerusform>
            <numerusform>%Ln تظليل</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>تغيّرت</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>No imports yet.</source>
        <translation>لم يُستورد شيء بعد.</translation>
    </message>
    <message>
        <source>Import reports</source>
        <translation>تقارير الاستيراد</translation>
    </message>
    <message numerus="yes">
        <source>%Ln report file(s) could not be read and were skipped.</source>
        <translation>
            <numerusform>لا ملفات بينها تتعذر قراءتها.</numerusform>
            <numerusform>ملف واحد بينها تعذّرت قراءته فتُجووز.</numerusform>
            <numerusform>ملفان بينها تعذّرت قراءتهما فتُجووزا.</numerusform>
            <numerusform>%Ln ملفات بينها تعذّرت قراءتها فتُجووزت.</numerusform>
            <numerusform>%Ln ملفًا بينها تعذّرت قراءتها فتُجووزت.</numerusform>
            <numerusform>%Ln ملف بينها تعذّرت قراءتها فتُجووزت.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>استيراد %1</translation>
    </message>
</context>
<context>
    <name>Rereading</name>
    <message>
        <source>Every article was read by this version; none is outdated.</source>
        <translation>قرأ هذا الإصدار كل المقالات؛ لا شيء يحتاج إلى إعادة قراءة.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) can be read better by this version of Khizana.</source>
        <translation>
            <numerusform>لا مقالات يقرؤها هذا الإصدار من خزانة قراءة أفضل.</numerusform>
            <numerusform>مقال واحد يقرؤه هذا الإصدار من خزانة قراءة أفضل.</numerusform>
            <numerusform>مقالان يقرؤهما هذا الإصدار من خزانة قراءة أفضل.</numerusform>
            <numerusform>%Ln مقالات يقرؤها هذا الإصدار من خزانة قراءة أفضل.</numerusform>
            <numerusform>%Ln مقالًا يقرؤها هذا الإصدار من خزانة قراءة أفضل.</numerusform>
            <numerusform>%Ln مقال يقرؤها هذا الإصدار من خزانة قراءة أفضل.</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-read</source>
        <translation>إعادة القراءة</translation>
    </message>
    <message>
        <source>Re-reading articles</source>
        <translation>إعادة قراءة المقالات</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
</context>
<context>
    <name>RestoredSidecars</name>
    <message>
        <source>The notes file of “%1” was gone; it was restored from what was known.</source>
        <translation>اختفى ملف ملاحظات «%1»؛ واستُعيد مما كان معروفًا.</translation>
    </message>
    <message numerus="yes">
        <source>The notes files of %Ln article(s) were gone; they were restored.</source>
        <translation>
            <numerusform>لم يختفِ أي ملف ملاحظات.</numerusform>
            <numerusform>اختفى ملف ملاحظات مقال واحد؛ واستُعيد مما كان معروفًا.</numerusform>
            <numerusform>اختفى ملفا ملاحظات مقالين؛ واستُعيدا مما كان معروفًا.</numerusform>
            <numerusform>اختفت ملفات ملاحظات %Ln مقالات؛ واستُعيدت مما كان معروفًا.</numerusform>
            <numerusform>اختفت ملفات ملاحظات %Ln مقالًا؛ واستُعيدت مما كان معروفًا.</numerusform>
            <numerusform>اختفت ملفات ملاحظات %Ln مقال؛ واستُعيدت مما كان معروفًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>الإبقاء عليها</translation>
    </message>
    <message>
        <source>Remove the notes</source>
        <translation>حذف الملاحظات</translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>no text</source>
        <translation>بلا نص</translation>
    </message>
    <message>
        <source>original missing</source>
        <translation>الأصل مفقود</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>unread</source>
        <translation>غير مقروء</translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>ترتيب النتائج</translation>
    </message>
    <message>
        <source>The search failed.</source>
        <translation>تعذّر البحث.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%Ln مقالات</numerusform>
            <numerusform>%Ln مقالًا</numerusform>
            <numerusform>%Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>هل تقصد %1؟</translation>
    </message>
    <message>
        <source>Typed on the other keyboard? %1</source>
        <translation>أكتبتَ بلوحة مفاتيح أخرى؟ %1</translation>
    </message>
    <message>
        <source>Also written %1</source>
        <translation>ويُكتب أيضًا %1</translation>
    </message>
    <message>
        <source>Nothing found for %1.</source>
        <translation>لا نتائج للبحث عن %1.</translation>
    </message>
    <message>
        <source>Search by root</source>
        <translation>بحث بالجذر</translation>
    </message>
    <message>
        <source>No article fits these filters.</source>
        <translation>لا مقال يوافق هذه المرشّحات.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>إزالة المرشّحات</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>This archive is empty, and nothing can be written to it.</source>
        <translation>هذا الأرشيف فارغ، ولا يمكن الكتابة فيه.</translation>
    </message>
    <message>
        <source>This archive is empty: drop articles here.</source>
        <translation>الأرشيف فارغ: أفلِت المقالات هنا.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>الأقرب</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولًا</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>الأقدم أولًا</translation>
    </message>
    <message>
        <source>By title</source>
        <translation>حسب العنوان</translation>
    </message>
    <message>
        <source>Added last</source>
        <translation>آخر ما أُضيف</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Search or filter first; then it can be saved.</source>
        <translation>ابحث أو رشّح أولًا، ثم احفظ البحث.</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>حفظ هذا البحث</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>الاسم:</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>حُفظ باسم %1.</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search the archive</source>
        <translation>ابحث في الأرشيف</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>كيف تبحث</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>مطابق</translation>
    </message>
    <message>
        <source>Only this spelling, vowel marks aside</source>
        <translation>بهذا الإملاء وحده، بلا اعتبار للتشكيل</translation>
    </message>
    <message>
        <source>Same word</source>
        <translation>كلمة</translation>
    </message>
    <message>
        <source>Every spelling and form of the word</source>
        <translation>كل صور الكلمة وتصاريفها</translation>
    </message>
    <message>
        <source>Same root</source>
        <translation>جذر</translation>
    </message>
    <message>
        <source>The whole family of the word</source>
        <translation>كل ما اشتُقّ من جذرها</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>مطابق</translation>
    </message>
    <message>
        <source>word</source>
        <translation>كلمة</translation>
    </message>
    <message>
        <source>root</source>
        <translation>جذر</translation>
    </message>
    <message>
        <source>How closely words must match</source>
        <translation>مدى مطابقة الكلمات</translation>
    </message>
</context>
<context>
    <name>SelectedArticles</name>
    <message>
        <source>Marking as read</source>
        <translation>جارٍ التعليم كمقروء</translation>
    </message>
    <message>
        <source>Marking as unread</source>
        <translation>جارٍ التعليم كغير مقروء</translation>
    </message>
    <message numerus="yes">
        <source>Tagging %Ln article(s)</source>
        <translation>
            <numerusform>لا مقالات للوسم</numerusform>
            <numerusform>جارٍ وسم مقال واحد</numerusform>
            <numerusform>جارٍ وسم مقالين</numerusform>
            <numerusform>جارٍ وسم %Ln مقالات</numerusform>
            <numerusform>جارٍ وسم %Ln مقالًا</numerusform>
            <numerusform>جارٍ وسم %Ln مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %Ln article(s)</source>
        <translation>
            <numerusform>وسم المقالات</numerusform>
            <numerusform>وسم المقال</numerusform>
            <numerusform>وسم مقالين</numerusform>
            <numerusform>وسم %Ln مقالات</numerusform>
            <numerusform>وسم %Ln مقالًا</numerusform>
            <numerusform>وسم %Ln مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>A tag for these articles; a stroke (/) makes a tree:</source>
        <translation>وسم لهذه المقالات؛ والشرطة المائلة (/) تفرّعه:</translation>
    </message>
    <message numerus="yes">
        <source>Moving %Ln article(s) to the trash</source>
        <translation>
            <numerusform>لا مقالات للنقل</numerusform>
            <numerusform>جارٍ نقل مقال واحد إلى المهملات</numerusform>
            <numerusform>جارٍ نقل مقالين إلى المهملات</numerusform>
            <numerusform>جارٍ نقل %Ln مقالات إلى المهملات</numerusform>
            <numerusform>جارٍ نقل %Ln مقالًا إلى المهملات</numerusform>
            <numerusform>جارٍ نقل %Ln مقال إلى المهملات</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) moved to the trash.</source>
        <translation>
            <numerusform>لم يُنقل شيء إلى المهملات.</numerusform>
            <numerusform>نُقل المقال إلى المهملات.</numerusform>
            <numerusform>نُقل مقالان إلى المهملات.</numerusform>
            <numerusform>نُقلت %Ln مقالات إلى المهملات.</numerusform>
            <numerusform>نُقل %Ln مقالًا إلى المهملات.</numerusform>
            <numerusform>نُقل %Ln مقال إلى المهملات.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln article(s) to the trash?</source>
        <translation>
            <numerusform>نقل المقالات إلى المهملات؟</numerusform>
            <numerusform>نقل المقال إلى المهملات؟</numerusform>
            <numerusform>نقل مقالين إلى المهملات؟</numerusform>
            <numerusform>نقل %Ln مقالات إلى المهملات؟</numerusform>
            <numerusform>نقل %Ln مقالًا إلى المهملات؟</numerusform>
            <numerusform>نقل %Ln مقال إلى المهملات؟</numerusform>
        </translation>
    </message>
    <message>
        <source>You can bring them back from there.</source>
        <translation>يمكنك استعادتها من هناك.</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>نقل إلى المهملات</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Selection</source>
        <translation>التحديد</translation>
    </message>
    <message>
        <source>Note (N)</source>
        <translation>ملاحظة (N)</translation>
    </message>
    <message>
        <source>Tag (T)</source>
        <translation>وسم (T)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Search for selection</source>
        <translation>البحث عن المحدّد</translation>
    </message>
    <message>
        <source>Remove highlight</source>
        <translation>إزالة التظليل</translation>
    </message>
</context>
<context>
    <name>SimilarTagsDialog</name>
    <message>
        <source>No two tags look alike.</source>
        <translation>لا وسوم متشابهة.</translation>
    </message>
    <message>
        <source>These tags differ in no letter that readers see. The most used of each stays.</source>
        <translation>هذه الوسوم لا تختلف في حرف يراه القارئ، ويبقى أكثرها استعمالًا.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>دمج</translation>
    </message>
    <message>
        <source>Similar tags</source>
        <translation>الوسوم المتشابهة</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 يصبح %2</translation>
    </message>
    <message>
        <source>Merging tags</source>
        <translation>جارٍ دمج الوسوم</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Khizana</source>
        <translation>خزانة</translation>
    </message>
    <message>
        <source>An archive for press articles: find, read and mark them, on your own machine.</source>
        <translation>أرشيف لمقالات الصحافة: ابحث فيها واقرأها ودوّن عليها، على جهازك.</translation>
    </message>
    <message>
        <source>Open the sample archive</source>
        <translation>فتح أرشيف العيّنة</translation>
    </message>
    <message>
        <source>New archive…</source>
        <translation>إنشاء أرشيف جديد…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>فُتحت مؤخرًا</translation>
    </message>
    <message>
        <source>Open a folder as an archive…</source>
        <translation>فتح مجلد أرشيفًا…</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stop</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>المهام</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>لا مزيد</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln آخر</numerusform>
            <numerusform>%Ln أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoriesDialog</name>
    <message>
        <source>Stories</source>
        <translation>المعاد نشره</translation>
    </message>
    <message>
        <source>No reprints are known yet.</source>
        <translation>لم تُكشف بعدُ مواد معاد نشرها.</translation>
    </message>
    <message>
        <source>Find a story by its title</source>
        <translation>ابحث عن قصة بعنوانها</translation>
    </message>
    <message>
        <source>Show its versions</source>
        <translation>عرض نسخها</translation>
    </message>
    <message>
        <source>Find reprints</source>
        <translation>البحث عن المواد المعاد نشرها</translation>
    </message>
    <message numerus="yes">
        <source>%Ln version(s)</source>
        <translation>
            <numerusform>لا نسخ</numerusform>
            <numerusform>نسخة واحدة</numerusform>
            <numerusform>نسختان</numerusform>
            <numerusform>%Ln نسخ</numerusform>
            <numerusform>%Ln نسخة</numerusform>
            <numerusform>%Ln نسخة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>لا قصص</numerusform>
            <numerusform>قصة واحدة</numerusform>
            <numerusform>قصتان</numerusform>
            <numerusform>%Ln قصص</numerusform>
            <numerusform>%Ln قصة</numerusform>
            <numerusform>%Ln قصة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagEditor</name>
    <message>
        <source>Add a tag</source>
        <translation>إضافة وسم</translation>
    </message>
    <message>
        <source>Not saved yet; it is tried again.</source>
        <translation>لم يُحفظ بعد؛ وستُعاد المحاولة.</translation>
    </message>
    <message>
        <source>Remove tag %1</source>
        <translation>إزالة الوسم %1</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Months</source>
        <translation>الأشهر</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Trash</source>
        <translation>المهملات</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>المهملات فارغة.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>استعادة</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>إفراغ المهملات…</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln file(s) for good?</source>
        <translation>
            <numerusform>إفراغ المهملات؟</numerusform>
            <numerusform>حذف الملف نهائيًا؟</numerusform>
            <numerusform>حذف ملفين نهائيًا؟</numerusform>
            <numerusform>حذف %Ln ملفات نهائيًا؟</numerusform>
            <numerusform>حذف %Ln ملفًا نهائيًا؟</numerusform>
            <numerusform>حذف %Ln ملف نهائيًا؟</numerusform>
        </translation>
    </message>
    <message>
        <source>They cannot be brought back after that.</source>
        <translation>لا يمكن استعادتها بعد ذلك.</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>حذف نهائي</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>what to give</source>
        <translation>ما يُعطى للأمر</translation>
    </message>
    <message>
        <source>options</source>
        <translation>الخيارات</translation>
    </message>
    <message>
        <source>show this help and exit</source>
        <translation>عرض هذه المساعدة والخروج</translation>
    </message>
    <message>
        <source>FOLDER</source>
        <translation>المجلد</translation>
    </message>
    <message>
        <source>PATH</source>
        <translation>المسار</translation>
    </message>
    <message>
        <source>VALUE</source>
        <translation>القيمة</translation>
    </message>
    <message>
        <source>the archive&apos;s folder</source>
        <translation>مجلد الأرشيف</translation>
    </message>
    <message>
        <source>print JSON</source>
        <translation>الإخراج بصيغة JSON</translation>
    </message>
    <message>
        <source>shape and order Arabic for terminals that do not</source>
        <translation>تشكيل الحروف العربية وترتيبها للطرفيات التي لا تفعل ذلك</translation>
    </message>
    <message>
        <source>An archive for press articles, Arabic first.</source>
        <translation>أرشيف للمقالات الصحفية، والعربية فيه أولًا.</translation>
    </message>
    <message>
        <source>usage: </source>
        <translation>الاستعمال: </translation>
    </message>
    <message>
        <source>{name}: {what}</source>
        <translation>{name}: {what}</translation>
    </message>
    <message>
        <source>these arguments are required: {0}</source>
        <translation>هذه المعطيات لازمة: {0}</translation>
    </message>
    <message>
        <source>there are no such arguments: {0}</source>
        <translation>لا معطيات بهذا الاسم: {0}</translation>
    </message>
    <message>
        <source>{0} could be any of these: {1}</source>
        <translation>{0} يحتمل أكثر من خيار: {1}</translation>
    </message>
    <message>
        <source>{0} is none of the choices; choose from {1}</source>
        <translation>{0} ليس من الخيارات؛ اختر من: {1}</translation>
    </message>
    <message>
        <source>{0} is no number</source>
        <translation>{0} ليس عددًا</translation>
    </message>
    <message>
        <source>a value must follow</source>
        <translation>تلزم قيمة بعده</translation>
    </message>
    <message>
        <source>at least one value must follow</source>
        <translation>تلزم قيمة واحدة على الأقل</translation>
    </message>
    <message>
        <source>takes no value, but got {0}</source>
        <translation>لا يأخذ قيمة، وقد أُعطي {0}</translation>
    </message>
    <message>
        <source>give a number of 0 or more</source>
        <translation>اكتب عددًا لا يقل عن الصفر</translation>
    </message>
    <message>
        <source>show the version and exit</source>
        <translation>عرض الإصدار والخروج</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>الأمر</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>الأوامر</translation>
    </message>
    <message>
        <source>tell what is being done; twice: with names and messages</source>
        <translation>الإخبار بما يجري؛ ومرتين: مع الأسماء والرسائل</translation>
    </message>
    <message>
        <source>make an archive in a folder</source>
        <translation>إنشاء أرشيف في مجلد</translation>
    </message>
    <message>
        <source>the archive&apos;s name (else the folder&apos;s)</source>
        <translation>اسم الأرشيف (وإلا فاسم المجلد)</translation>
    </message>
    <message>
        <source>import files and folders</source>
        <translation>استيراد ملفات ومجلدات</translation>
    </message>
    <message>
        <source>look, and change nothing</source>
        <translation>المعاينة من دون تغيير شيء</translation>
    </message>
    <message>
        <source>search the archive</source>
        <translation>البحث في الأرشيف</translation>
    </message>
    <message>
        <source>QUERY</source>
        <translation>الاستعلام</translation>
    </message>
    <message>
        <source>run one query a line (- for standard input)</source>
        <translation>تنفيذ استعلام في كل سطر (- للدخل القياسي)</translation>
    </message>
    <message>
        <source>show an article</source>
        <translation>عرض مقال</translation>
    </message>
    <message>
        <source>put tags on articles and take them off</source>
        <translation>وسم المقالات أو إزالة وسومها</translation>
    </message>
    <message>
        <source>highlight a passage, or write a note</source>
        <translation>تظليل مقطع أو كتابة ملاحظة</translation>
    </message>
    <message>
        <source>first code point of the passage</source>
        <translation>أول محرف في المقطع</translation>
    </message>
    <message>
        <source>the code point after its last</source>
        <translation>المحرف الذي يلي آخر المقطع</translation>
    </message>
    <message>
        <source>the passage itself, instead of --start and --end</source>
        <translation>نص المقطع نفسه، بدلًا من ‎--start و‎--end</translation>
    </message>
    <message>
        <source>a note, in Markdown</source>
        <translation>ملاحظة بصيغة Markdown</translation>
    </message>
    <message>
        <source>check that everything is as it should be</source>
        <translation>التحقق من سلامة كل شيء</translation>
    </message>
    <message>
        <source>make the catalogue and the index anew</source>
        <translation>إعادة بناء الفهرسين من جديد</translation>
    </message>
    <message>
        <source>take in what changed in the folder from outside</source>
        <translation>أخذ ما تغيّر في المجلد من خارج البرنامج</translation>
    </message>
    <message>
        <source>show the reports of past imports</source>
        <translation>عرض تقارير عمليات الاستيراد السابقة</translation>
    </message>
    <message>
        <source>show this one whole; 1 is the latest</source>
        <translation>عرض هذا التقرير كاملًا؛ والأحدث رقمه 1</translation>
    </message>
    <message>
        <source>read again what an older version of the program read</source>
        <translation>إعادة قراءة ما قرأه إصدار أقدم من البرنامج</translation>
    </message>
    <message>
        <source>group the articles that share most of their text</source>
        <translation>جمع المقالات التي تشترك في معظم نصها</translation>
    </message>
    <message>
        <source>do the main job on the sample articles</source>
        <translation>تجربة العمل الأساسي على المقالات النموذجية</translation>
    </message>
    <message>
        <source>There is no article with this id.</source>
        <translation>لا مقالة بهذا المعرّف.</translation>
    </message>
    <message>
        <source>note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>The passage is not in the article.</source>
        <translation>المقطع غير موجود في المقال.</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>error</source>
        <translation>خطأ</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%n ملاحظات</numerusform>
            <numerusform>%n ملاحظة</numerusform>
            <numerusform>%n ملاحظة</numerusform>
        </translation>
    </message>
    <message>
        <source>in {seconds} s</source>
        <translation>في {seconds} ث</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) changed</source>
        <translation>
            <numerusform>لم يتغيّر أي مقال</numerusform>
            <numerusform>تغيّر مقال واحد</numerusform>
            <numerusform>تغيّر مقالان</numerusform>
            <numerusform>تغيّرت %n مقالات</numerusform>
            <numerusform>تغيّر %n مقالًا</numerusform>
            <numerusform>تغيّر %n مقال</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n story(s)</source>
        <translation>
            <numerusform>لا قصص</numerusform>
            <numerusform>قصة واحدة</numerusform>
            <numerusform>قصتان</numerusform>
            <numerusform>%n قصص</numerusform>
            <numerusform>%n قصة</numerusform>
            <numerusform>%n قصة</numerusform>
        </translation>
    </message>
    <message>
        <source>The originals are untouched.</source>
        <translation>الملفات الأصلية كما هي لم تُمسّ.</translation>
    </message>
    <message>
        <source>The originals were CHANGED.</source>
        <translation>الملفات الأصلية تغيّرت!</translation>
    </message>
    <message>
        <source>Opened again: {articles}, tags {tags}, highlights {count}.</source>
        <translation>بعد إعادة الفتح: {articles}، الوسوم: {tags}، التظليلات: {count}.</translation>
    </message>
    <message>
        <source>Its sidecar: {name}</source>
        <translation>ملفه المرافق: {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>لا مقالات</numerusform>
            <numerusform>مقال واحد</numerusform>
            <numerusform>مقالان</numerusform>
            <numerusform>%n مقالات</numerusform>
            <numerusform>%n مقالًا</numerusform>
            <numerusform>%n مقال</numerusform>
        </translation>
    </message>
    <message>
        <source>imported {count}</source>
        <translation>استُورد {count}</translation>
    </message>
    <message>
        <source>duplicates {count}</source>
        <translation>المكرر {count}</translation>
    </message>
    <message>
        <source>failed {count}</source>
        <translation>تعذّر {count}</translation>
    </message>
    <message>
        <source>changed {count}</source>
        <translation>تغيّر {count}</translation>
    </message>
    <message>
        <source>unchanged {count}</source>
        <translation>بقي {count}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>details</source>
        <translation>البيانات</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) moved</source>
        <translation>
            <numerusform>لم ينتقل أي موضع</numerusform>
            <numerusform>انتقل موضع واحد</numerusform>
            <numerusform>انتقل موضعان</numerusform>
            <numerusform>انتقلت %n مواضع</numerusform>
            <numerusform>انتقل %n موضعًا</numerusform>
            <numerusform>انتقل %n موضع</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) lost</source>
        <translation>
            <numerusform>لم يُفقد أي موضع</numerusform>
            <numerusform>فُقد موضع واحد</numerusform>
            <numerusform>فُقد موضعان</numerusform>
            <numerusform>فُقدت %n مواضع</numerusform>
            <numerusform>فُقد %n موضعًا</numerusform>
            <numerusform>فُقد %n موضع</numerusform>
        </translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation>{milliseconds} م.ث</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Archive</source>
        <translation>الأرشيف</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>المقالات</translation>
    </message>
    <message>
        <source>View</source>
        <translation>العرض</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>التنقّل</translation>
    </message>
    <message>
        <source>adding a note or highlight</source>
        <translation>الملاحظة أو التظليل</translation>
    </message>
    <message>
        <source>editing a note</source>
        <translation>تعديل الملاحظة</translation>
    </message>
    <message>
        <source>removing a note</source>
        <translation>إزالة الملاحظة</translation>
    </message>
    <message>
        <source>tagging</source>
        <translation>الوسم</translation>
    </message>
    <message>
        <source>editing details</source>
        <translation>تعديل البيانات</translation>
    </message>
    <message>
        <source>moving to the trash</source>
        <translation>النقل إلى المهملات</translation>
    </message>
    <message>
        <source>restoring</source>
        <translation>الاستعادة</translation>
    </message>
    <message>
        <source>Highlight in yellow</source>
        <translation>تظليل بالأصفر</translation>
    </message>
    <message>
        <source>Highlight in green</source>
        <translation>تظليل بالأخضر</translation>
    </message>
    <message>
        <source>Highlight in blue</source>
        <translation>تظليل بالأزرق</translation>
    </message>
    <message>
        <source>Highlight in rose</source>
        <translation>تظليل بالوردي</translation>
    </message>
    <message>
        <source>Highlight in violet</source>
        <translation>تظليل بالبنفسجي</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>التراجع عن %1</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>إعادة %1</translation>
    </message>
    <message>
        <source>Show what was left out (%1)</source>
        <translation>إظهار ما أُسقط من النص (%1)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>لوحة الأوامر</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>النتيجة التالية</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>النتيجة السابقة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>تقدّم</translation>
    </message>
    <message>
        <source>All annotations</source>
        <translation>كل الملاحظات</translation>
    </message>
    <message>
        <source>Stories</source>
        <translation>المعاد نشره</translation>
    </message>
    <message>
        <source>Import files…</source>
        <translation>استيراد ملفات…</translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation>استيراد مجلد…</translation>
    </message>
    <message>
        <source>Check for changes</source>
        <translation>البحث عن التغييرات</translation>
    </message>
    <message>
        <source>Import reports</source>
        <translation>تقارير الاستيراد</translation>
    </message>
    <message>
        <source>Find reprints</source>
        <translation>البحث عن المواد المعاد نشرها</translation>
    </message>
    <message>
        <source>Possible duplicates</source>
        <translation>نص واحد على الأرجح</translation>
    </message>
    <message>
        <source>Check archive</source>
        <translation>فحص الأرشيف</translation>
    </message>
    <message>
        <source>Re-read old articles</source>
        <translation>إعادة قراءة المقالات القديمة</translation>
    </message>
    <message>
        <source>Show archive folder</source>
        <translation>إظهار مجلد الأرشيف</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>إظهار السجل</translation>
    </message>
    <message>
        <source>New archive…</source>
        <translation>إنشاء أرشيف جديد…</translation>
    </message>
    <message>
        <source>Open archive or folder…</source>
        <translation>فتح أرشيف أو مجلد…</translation>
    </message>
    <message>
        <source>Close archive</source>
        <translation>إغلاق الأرشيف</translation>
    </message>
    <message>
        <source>Export references of selection…</source>
        <translation>تصدير مراجع المقالات المحدّدة…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>كيف تبحث</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>دليل الاستخدام</translation>
    </message>
    <message>
        <source>About Khizana</source>
        <translation>عن خزانة</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Remove highlight</source>
        <translation>إزالة التظليل</translation>
    </message>
    <message>
        <source>Deselect</source>
        <translation>إلغاء التحديد</translation>
    </message>
    <message>
        <source>Search for selection</source>
        <translation>البحث عن المحدّد</translation>
    </message>
    <message>
        <source>Reset text size</source>
        <translation>الحجم الأصلي للنص</translation>
    </message>
    <message>
        <source>Text appearance</source>
        <translation>مظهر النص</translation>
    </message>
    <message>
        <source>PDF pages</source>
        <translation>صفحات PDF</translation>
    </message>
    <message>
        <source>Compare with another article…</source>
        <translation>مقارنة بمقال آخر…</translation>
    </message>
    <message>
        <source>Distraction-free reading</source>
        <translation>قراءة بلا مشتّتات</translation>
    </message>
    <message>
        <source>Import annotations…</source>
        <translation>استيراد ملاحظات…</translation>
    </message>
    <message>
        <source>Export references…</source>
        <translation>تصدير المراجع…</translation>
    </message>
    <message>
        <source>Import from the clipboard</source>
        <translation>استيراد من الحافظة</translation>
    </message>
    <message>
        <source>Save this search…</source>
        <translation>حفظ هذا البحث…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>المهملات</translation>
    </message>
    <message>
        <source>Similar tags</source>
        <translation>الوسوم المتشابهة</translation>
    </message>
    <message>
        <source>Rebuild the search index</source>
        <translation>إعادة بناء فهرس البحث</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>تعليم كمقروء</translation>
    </message>
    <message>
        <source>Tag…</source>
        <translation>وسم…</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>نقل إلى المهملات</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>نسخ التوثيق</translation>
    </message>
    <message>
        <source>Open the original</source>
        <translation>فتح الأصل</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>المرشّحات</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>ملء الشاشة</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>التفضيلات…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>وسم</translation>
    </message>
    <message>
        <source>Select the word</source>
        <translation>تحديد الكلمة</translation>
    </message>
    <message>
        <source>Select the sentence</source>
        <translation>تحديد الجملة</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>بحث في المقال</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>الموضع التالي</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>الموضع السابق</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy with citation</source>
        <translation>نسخ مع التوثيق</translation>
    </message>
    <message>
        <source>Copy without tashkeel</source>
        <translation>نسخ من دون تشكيل</translation>
    </message>
    <message>
        <source>Copy for programs without Arabic</source>
        <translation>نسخ للبرامج التي لا تدعم العربية</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>تكبير النص</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>تصغير النص</translation>
    </message>
    <message>
        <source>Show what was left out</source>
        <translation>إظهار ما أُسقط من النص</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الملاحظات</translation>
    </message>
    <message>
        <source>Name the colours…</source>
        <translation>تسمية الألوان…</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>المقال التالي</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>المقال السابق</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>The task ended early; what was done is kept. Start it again.</source>
        <translation>توقف العمل قبل أن يكتمل، وما أُنجز منه محفوظ. ابدأه من جديد.</translation>
    </message>
    <message>
        <source>The file could not be imported.</source>
        <translation>تعذّر استيراد الملف.</translation>
    </message>
    <message>
        <source>The disk reported an error. Check the disk and try again.</source>
        <translation>أبلغ القرص عن خطأ. افحصه ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and try again.</source>
        <translation>القرص ممتلئ. أفرغ مساحة عليه ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Writing is not permitted here; check the permissions of the file and its folder.</source>
        <translation>الكتابة هنا غير مسموح بها؛ تحقق من صلاحيات الملف ومجلده.</translation>
    </message>
    <message>
        <source>A file with this name already exists; choose another name.</source>
        <translation>يوجد ملف بهذا الاسم؛ اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>Khizana does not read this format; the file is kept without text.</source>
        <translation>صيغة لا تقرؤها خزانة؛ حُفظ الملف بلا نص.</translation>
    </message>
    <message>
        <source>The file is protected by a password; save it without one and import it again.</source>
        <translation>الملف محمي بكلمة مرور؛ احفظه من دونها ثم استورده.</translation>
    </message>
    <message>
        <source>It is uncertain which part of the page is the article; check that it is complete.</source>
        <translation>لا يقين في حدود المقال من الصفحة؛ تحقّق من اكتماله.</translation>
    </message>
    <message>
        <source>The article could not be found in the page, so all its text was taken.</source>
        <translation>تعذّر تمييز المقال من الصفحة، فأُخذ نصّها كلّه.</translation>
    </message>
    <message>
        <source>The file holds images of pages without text; read it as pages.</source>
        <translation>في الملف صور صفحات بلا نص؛ اقرأه بصفحاته.</translation>
    </message>
    <message>
        <source>The original has changed since it was imported; another program changed it.</source>
        <translation>ليس الأصل كما استُورد؛ غيّره برنامج آخر.</translation>
    </message>
    <message>
        <source>These notes have lost their article; put the article back beside them.</source>
        <translation>هنا ملاحظات اختفى مقالها؛ أعد المقال إلى جانبها.</translation>
    </message>
    <message>
        <source>Two files claim to be the same article; remove one of them.</source>
        <translation>ملفان يدّعيان أنهما المقال نفسه؛ أزل إحدى النسختين.</translation>
    </message>
    <message>
        <source>An article is identical to this file; one of the two can be removed.</source>
        <translation>توجد مقالة تطابقه تمامًا؛ ويمكن حذف أحد الملفين.</translation>
    </message>
    <message>
        <source>Damaged notes were set aside here; repair them by hand or remove them.</source>
        <translation>عُزلت هنا ملاحظات تالفة؛ أصلحها يدويًا أو أزلها.</translation>
    </message>
    <message>
        <source>This import report cannot be read; it was skipped.</source>
        <translation>ليس هذا تقرير استيراد يمكن قراءته؛ فتُجووز.</translation>
    </message>
    <message>
        <source>An article is missing from the search index; rebuild it. Your articles are safe.</source>
        <translation>ينقص فهرسَ البحث مقال؛ أعد بناءه. مقالاتك سليمة.</translation>
    </message>
    <message>
        <source>The search index holds an article that no longer exists; rebuild it.</source>
        <translation>في فهرس البحث مقال لم يعد موجودًا؛ أعد بناءه.</translation>
    </message>
    <message>
        <source>An older version read these articles; re-read them for a better result.</source>
        <translation>قرأ هذه المقالات إصدار أقدم من البرنامج؛ أعد قراءتها لتُقرأ قراءة أفضل.</translation>
    </message>
    <message>
        <source>The search index is out of date for this article; rebuild it.</source>
        <translation>فهرس البحث متأخر عن هذا المقال؛ أعد بناءه.</translation>
    </message>
    <message>
        <source>Ignored: %1</source>
        <translation>أُهمل: %1</translation>
    </message>
    <message>
        <source>No article has all the words; these have most of them.</source>
        <translation>لا مقال يضم الكلمات كلها؛ وهذه تضم معظمها.</translation>
    </message>
    <message>
        <source>Searched as plain words: %1</source>
        <translation>بُحث عنه كلماتٍ عادية: %1</translation>
    </message>
    <message>
        <source>%1 runs backwards: the earlier end was taken first.</source>
        <translation>%1 معكوس الترتيب: أُخذ الطرف الأسبق أوّلًا.</translation>
    </message>
    <message>
        <source>There is no such date: %1</source>
        <translation>لا وجود لتاريخ كهذا: %1</translation>
    </message>
    <message>
        <source>Very many words are like %1: the commonest count.</source>
        <translation>كلمات كثيرة جدًّا تشبه %1: يُبحث عن أكثرها ورودًا.</translation>
    </message>
    <message>
        <source>as written</source>
        <translation>كما كُتب</translation>
    </message>
    <message>
        <source>another spelling</source>
        <translation>إملاء آخر</translation>
    </message>
    <message>
        <source>another form of the word</source>
        <translation>تصريف آخر</translation>
    </message>
    <message>
        <source>the same root</source>
        <translation>الجذر نفسه</translation>
    </message>
    <message>
        <source>a name in another script</source>
        <translation>الاسم بأبجدية أخرى</translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation>البحث عن الملفات</translation>
    </message>
    <message>
        <source>Comparing files</source>
        <translation>مقارنة الملفات</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>القراءة</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>الاستيراد</translation>
    </message>
    <message>
        <source>Storing</source>
        <translation>الحفظ</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>الفهرسة</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>الفحص</translation>
    </message>
    <message>
        <source>Rebuilding</source>
        <translation>إعادة البناء</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The archive could not be opened.</source>
        <translation>تعذّر فتح الأرشيف.</translation>
    </message>
    <message>
        <source>There is no archive in this folder; choose another or make a new one.</source>
        <translation>لا أرشيف في هذا المجلد؛ اختر مجلدًا آخر أو أنشئ أرشيفًا جديدًا.</translation>
    </message>
    <message>
        <source>The archive is not connected: connect its disk, or check where its folder is.</source>
        <translation>الأرشيف غير متصل: صِل القرص الذي هو عليه، أو تحقّق من مكان مجلده.</translation>
    </message>
    <message>
        <source>The archive lies where nothing can be written; copy it elsewhere to change it.</source>
        <translation>الأرشيف في مكان لا تمكن الكتابة فيه؛ انسخه إلى مكان آخر لتعدّله.</translation>
    </message>
    <message>
        <source>Another program is writing to the archive; try again when it is done.</source>
        <translation>برنامج آخر يكتب في الأرشيف؛ أعد المحاولة حين يفرغ.</translation>
    </message>
    <message>
        <source>A later version of Khizana wrote this archive; update Khizana to open it.</source>
        <translation>كُتب هذا الأرشيف بإصدار أحدث من خزانة؛ حدّثها لتفتحه.</translation>
    </message>
    <message>
        <source>It is no longer in the archive.</source>
        <translation>لم يعد في الأرشيف.</translation>
    </message>
    <message>
        <source>The search index is damaged; rebuild it. Your articles and notes are safe.</source>
        <translation>فهرس البحث تالف؛ أعد بناءه. مقالاتك وملاحظاتك سليمة.</translation>
    </message>
    <message>
        <source>Stopped; what was done so far is kept.</source>
        <translation>أُوقف، وما أُنجز محفوظ.</translation>
    </message>
    <message>
        <source>The result could not be printed; check where the output goes.</source>
        <translation>تعذّرت طباعة النتيجة؛ تحقق من الوجهة التي يذهب إليها الخرج.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again; the log says more.</source>
        <translation>حدث خطأ ما. أعد المحاولة؛ وفي السجل تفاصيل أكثر.</translation>
    </message>
    <message>
        <source>Another program is using the file; close it there and try again.</source>
        <translation>يستخدم برنامج آخر هذا الملف؛ أغلقه هناك ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The file or its folder is not there; check that the disk is connected.</source>
        <translation>الملف أو مجلده غير موجود؛ تحقق من أن القرص موصول.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>الملف فارغ.</translation>
    </message>
    <message>
        <source>The text could not be read; the file is kept without text.</source>
        <translation>تعذّرت قراءة النص؛ حُفظ الملف بلا نص.</translation>
    </message>
    <message>
        <source>The file is damaged or incomplete; fetch it again if you can.</source>
        <translation>الملف تالف أو ناقص؛ أعد جلبه إن أمكن.</translation>
    </message>
    <message>
        <source>The file is too large or too complex to read; it is kept without text.</source>
        <translation>الملف أكبر أو أعقد من أن يُقرأ؛ حُفظ بلا نص.</translation>
    </message>
    <message>
        <source>The file could not be opened; check that it is still there and may be read.</source>
        <translation>تعذّر فتح الملف؛ تأكد من وجوده ومن إذن قراءته.</translation>
    </message>
    <message>
        <source>There is no text in the file (a scan, perhaps); it is kept as it is.</source>
        <translation>لا نص في الملف (لعله صورة ممسوحة)؛ حُفظ كما هو.</translation>
    </message>
    <message>
        <source>The files packed in it are articles of their own; this is the package.</source>
        <translation>الملفات المحزومة فيه مقالات مستقلة، وهذه هي الحزمة نفسها.</translation>
    </message>
    <message>
        <source>The link leads nowhere; import the file that it should lead to.</source>
        <translation>لا يؤدي هذا الرابط إلى شيء؛ استورد الملف المقصود نفسه.</translation>
    </message>
    <message>
        <source>A link leads to this folder a second time; what is in it was taken in once.</source>
        <translation>يؤدي رابط إلى هذا المجلد مرة ثانية؛ وقد أُخذ ما فيه مرة واحدة.</translation>
    </message>
    <message>
        <source>This is no document but a pipe, a socket or a device; it was left alone.</source>
        <translation>هذا ليس مستندًا بل قناة أو مقبس أو جهاز؛ فتُرك كما هو.</translation>
    </message>
    <message>
        <source>The page is very large, so a simpler reading of it was taken.</source>
        <translation>الصفحة كبيرة جدًّا، فقُرئت قراءةً أبسط.</translation>
    </message>
    <message>
        <source>The page is nested very deeply, so a simpler reading of it was taken.</source>
        <translation>بنية الصفحة عميقة التداخل، فقُرئت قراءةً أبسط.</translation>
    </message>
    <message>
        <source>A page could not be read; the rest is here.</source>
        <translation>تعذّرت قراءة صفحة؛ والباقي هنا.</translation>
    </message>
    <message>
        <source>A chapter is missing from the file; the rest is here.</source>
        <translation>في الملف فصل ناقص؛ والباقي هنا.</translation>
    </message>
    <message>
        <source>Some letters could not be told from the file&apos;s fonts; compare with its pages.</source>
        <translation>تعذّر التعرّف على بعض الحروف من خطوط الملف؛ قارن النص بالصفحات.</translation>
    </message>
    <message>
        <source>The file&apos;s fonts name their letters wrongly; read it as pages instead.</source>
        <translation>خطوط الملف تسمّي حروفها خطأً؛ اقرأه بصفحاته.</translation>
    </message>
    <message>
        <source>The message has too many attachments; not all were taken in.</source>
        <translation>مرفقات الرسالة كثيرة جدًّا؛ فلم تُؤخذ كلّها.</translation>
    </message>
    <message>
        <source>Some bytes are no letters in the text&apos;s encoding and are shown as �.</source>
        <translation>في النص رموز لا تقابل حرفًا في ترميزه، وتظهر على هيئة �.</translation>
    </message>
    <message>
        <source>The original is gone from the archive; put it back, or delete the article.</source>
        <translation>اختفى الأصل من الأرشيف؛ أعده إلى مكانه أو احذف المقال.</translation>
    </message>
    <message>
        <source>The notes file beside the article cannot be read; it is kept as it is.</source>
        <translation>تعذّرت قراءة ملف الملاحظات المرافق للمقال؛ تُرك كما هو.</translation>
    </message>
    <message>
        <source>The notes file beside the article was gone; it was restored.</source>
        <translation>اختفى ملف الملاحظات الذي بجانب المقال؛ فاستُعيد.</translation>
    </message>
    <message>
        <source>The file cannot be read; check its permissions and the disk.</source>
        <translation>تتعذّر قراءة الملف؛ تحقّق من أذوناته ومن القرص.</translation>
    </message>
    <message>
        <source>The archive&apos;s settings cannot be read; they are kept as they are.</source>
        <translation>تعذّرت قراءة إعدادات الأرشيف؛ تُركت كما هي.</translation>
    </message>
    <message>
        <source>A copy of the notes that a synchroniser made cannot be read; it is kept.</source>
        <translation>تعذّرت قراءة نسخة من الملاحظات صنعها برنامج مزامنة؛ أُبقيت.</translation>
    </message>
    <message>
        <source>Two copies of the notes differ; refreshing the archive merges them.</source>
        <translation>نسختان من الملاحظات مختلفتان؛ يدمجهما تحديث الأرشيف.</translation>
    </message>
    <message>
        <source>The article has no notes file beside it yet; refresh the archive.</source>
        <translation>ليس بجانب المقال ملف ملاحظات بعد؛ حدّث الأرشيف.</translation>
    </message>
    <message>
        <source>An interrupted write left this file behind; it can be removed.</source>
        <translation>خلّفت كتابة منقطعة هذا الملف؛ يمكن حذفه.</translation>
    </message>
    <message>
        <source>The file lies in the archive but is not listed; refresh the archive.</source>
        <translation>الملف في الأرشيف وليس في قائمته؛ حدّث الأرشيف.</translation>
    </message>
    <message>
        <source>Something in the article cannot be listed; the file is in the folder, unchanged.</source>
        <translation>في المقال شيء لا يمكن إدراجه؛ الملف باقٍ في المجلد كما هو.</translation>
    </message>
    <message>
        <source>This is a copy of a notes file and no article; it was left as it is.</source>
        <translation>هذه نسخة من ملف ملاحظات وليست مقالًا؛ تُركت كما هي.</translation>
    </message>
    <message>
        <source>The file&apos;s name is not valid text, so it cannot be listed; rename the file.</source>
        <translation>اسم الملف ليس نصًّا صحيحًا فلا يمكن إدراجه؛ أعد تسميته.</translation>
    </message>
    <message>
        <source>Taken as a passage: the articles that hold most of it.</source>
        <translation>عُدّ مقطعًا من نص: هذه المقالات التي تضم أكثر كلماته.</translation>
    </message>
    <message>
        <source>Importing annotations</source>
        <translation>استيراد الملاحظات</translation>
    </message>
    <message>
        <source>Re-reading</source>
        <translation>إعادة القراءة</translation>
    </message>
    <message>
        <source>Checking for changes</source>
        <translation>البحث عن التغييرات</translation>
    </message>
    <message>
        <source>Changing articles</source>
        <translation>تعديل المقالات</translation>
    </message>
    <message>
        <source>Comparing articles</source>
        <translation>مقارنة المقالات</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>الفارسية</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>الأردية</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>العبرية</translation>
    </message>
    <message>
        <source>French</source>
        <translation>الفرنسية</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>التركية</translation>
    </message>
    <message>
        <source>German</source>
        <translation>الألمانية</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>الروسية</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>الإسبانية</translation>
    </message>
    <message>
        <source>Kurdish</source>
        <translation>الكردية</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>نص</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>صفحة وب</translation>
    </message>
    <message>
        <source>Saved web page</source>
        <translation>صفحة وب محفوظة</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>E-book</source>
        <translation>كتاب إلكتروني</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>سجل</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Web archive</source>
        <translation>أرشيف ويب</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>ملفات أخرى</translation>
    </message>
</context>
<context>
    <name>reader_colors</name>
    <message>
        <source>Yellow</source>
        <translation>أصفر</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>أخضر</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>أزرق</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>وردي</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>بنفسجي</translation>
    </message>
</context>
<context>
    <name>reader_details</name>
    <message>
        <source>Letters of a wrong encoding</source>
        <translation>حروف بترميز خاطئ</translation>
    </message>
    <message>
        <source>Lines written backwards</source>
        <translation>أسطر مقلوبة</translation>
    </message>
    <message>
        <source>Letters stored as shapes</source>
        <translation>حروف محفوظة أشكالًا</translation>
    </message>
    <message>
        <source>Lam-alef broken apart</source>
        <translation>لام ألف مفككة</translation>
    </message>
    <message>
        <source>the page’s own data</source>
        <translation>بيانات الصفحة نفسها</translation>
    </message>
    <message>
        <source>the address</source>
        <translation>العنوان على الشبكة</translation>
    </message>
    <message>
        <source>the dateline</source>
        <translation>سطر المكان والتاريخ</translation>
    </message>
    <message>
        <source>the byline</source>
        <translation>سطر الكاتب</translation>
    </message>
    <message>
        <source>the text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>you</source>
        <translation>أنت</translation>
    </message>
</context>
</TS>
