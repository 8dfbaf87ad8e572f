<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnnotationsView</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>%Ln issue(s) found.</source>
        <translation>
            <numerusform>%Ln issue found.</numerusform>
            <numerusform>%Ln issues found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln story(ies) found.</source>
        <translation>
            <numerusform>%Ln story found.</numerusform>
            <numerusform>%Ln stories found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) changed in the folder.</source>
        <translation>
            <numerusform>%Ln article changed in the folder.</numerusform>
            <numerusform>%Ln articles changed in the folder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repaired %n time(s)</source>
        <translation>
            <numerusform>Repaired %n time</numerusform>
            <numerusform>Repaired %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln line(s) left out</source>
        <translation>
            <numerusform>Show the line left out</numerusform>
            <numerusform>Show the %Ln lines left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message numerus="yes">
        <source>Import %Ln file(s) or folder(s)</source>
        <translation>
            <numerusform>Import %Ln file or folder</numerusform>
            <numerusform>Import %Ln files or folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>%Ln annotation(s) imported.</source>
        <translation>
            <numerusform>%Ln annotation imported.</numerusform>
            <numerusform>%Ln annotations imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln annotation(s)</source>
        <translation>
            <numerusform>%Ln annotation</numerusform>
            <numerusform>%Ln annotations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export references of %Ln article(s)</source>
        <translation>
            <numerusform>Export references of %Ln article</numerusform>
            <numerusform>Export references of %Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reference(s) saved in %1.</source>
        <translation>
            <numerusform>%Ln reference saved in %1.</numerusform>
            <numerusform>%Ln references saved in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterPane</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One of %Ln version(s)</source>
        <translation>
            <numerusform>One version</numerusform>
            <numerusform>One of %Ln versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message numerus="yes">
        <source>%Ln minute(s) left</source>
        <translation>
            <numerusform>%Ln minute left</numerusform>
            <numerusform>%Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s) left</source>
        <translation>
            <numerusform>%Ln second left</numerusform>
            <numerusform>%Ln seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message numerus="yes">
        <source>%Ln article(s) changed</source>
        <translation>
            <numerusform>%Ln article changed</numerusform>
            <numerusform>%Ln articles changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message numerus="yes">
        <source>%Ln task(s) still running</source>
        <translation>
            <numerusform>%Ln task is still running</numerusform>
            <numerusform>%Ln tasks are still running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln text(s) were typed but not saved the last time: %1</source>
        <translation>
            <numerusform>%Ln text was typed but not saved the last time: %1</numerusform>
            <numerusform>%Ln texts were typed but not saved the last time: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message numerus="yes">
        <source>%Ln issue(s) found: check the archive.</source>
        <translation>
            <numerusform>%Ln issue found: check the archive.</numerusform>
            <numerusform>%Ln issues found: check the archive.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportTexts</name>
    <message numerus="yes">
        <source>%Ln article(s) imported</source>
        <translation>
            <numerusform>%Ln article imported</numerusform>
            <numerusform>%Ln articles imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already in the archive</source>
        <translation>
            <numerusform>%Ln already in the archive</numerusform>
            <numerusform>%Ln already in the archive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without text</source>
        <translation>
            <numerusform>%Ln without text</numerusform>
            <numerusform>%Ln without text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) changed</source>
        <translation>
            <numerusform>%Ln article changed</numerusform>
            <numerusform>%Ln articles changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be re-read</source>
        <translation>
            <numerusform>%Ln could not be re-read</numerusform>
            <numerusform>%Ln could not be re-read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s) moved</source>
        <translation>
            <numerusform>%Ln highlight moved</numerusform>
            <numerusform>%Ln highlights moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln highlight(s)</source>
        <translation>
            <numerusform>%Ln highlight</numerusform>
            <numerusform>%Ln highlights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message numerus="yes">
        <source>%Ln report file(s) could not be read and were skipped.</source>
        <translation>
            <numerusform>%Ln report file could not be read and was skipped.</numerusform>
            <numerusform>%Ln report files could not be read and were skipped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rereading</name>
    <message numerus="yes">
        <source>%Ln article(s) can be read better by this version of Khizana.</source>
        <translation>
            <numerusform>%Ln article can be read better by this version of Khizana.</numerusform>
            <numerusform>%Ln articles can be read better by this version of Khizana.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoredSidecars</name>
    <message numerus="yes">
        <source>The notes files of %Ln article(s) were gone; they were restored.</source>
        <translation>
            <numerusform>The notes file of %Ln article was gone; it was restored from what was known.</numerusform>
            <numerusform>The notes files of %Ln articles were gone; they were restored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message numerus="yes">
        <source>%Ln article(s)</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectedArticles</name>
    <message numerus="yes">
        <source>Tagging %Ln article(s)</source>
        <translation>
            <numerusform>Tagging %Ln article</numerusform>
            <numerusform>Tagging %Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tag %Ln article(s)</source>
        <translation>
            <numerusform>Tag %Ln article</numerusform>
            <numerusform>Tag %Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moving %Ln article(s) to the trash</source>
        <translation>
            <numerusform>Moving %Ln article to the trash</numerusform>
            <numerusform>Moving %Ln articles to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln article(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln article moved to the trash.</numerusform>
            <numerusform>%Ln articles moved to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln article(s) to the trash?</source>
        <translation>
            <numerusform>Move %Ln article to the trash?</numerusform>
            <numerusform>Move %Ln articles to the trash?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoriesDialog</name>
    <message numerus="yes">
        <source>%Ln version(s)</source>
        <translation>
            <numerusform>%Ln version</numerusform>
            <numerusform>%Ln versions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln story(s)</source>
        <translation>
            <numerusform>%Ln story</numerusform>
            <numerusform>%Ln stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message numerus="yes">
        <source>Remove %Ln file(s) for good?</source>
        <translation>
            <numerusform>Remove %Ln file for good?</numerusform>
            <numerusform>Remove %Ln files for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s) changed</source>
        <translation>
            <numerusform>%n article changed</numerusform>
            <numerusform>%n articles changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n story(s)</source>
        <translation>
            <numerusform>%n story</numerusform>
            <numerusform>%n stories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n article(s)</source>
        <translation>
            <numerusform>%n article</numerusform>
            <numerusform>%n articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) moved</source>
        <translation>
            <numerusform>%n passage moved</numerusform>
            <numerusform>%n passages moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) lost</source>
        <translation>
            <numerusform>%n passage lost</numerusform>
            <numerusform>%n passages lost</numerusform>
        </translation>
    </message>
</context>
</TS>
