#include "stemmer/language-detect.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static LanguageDetector *all; /* of all languages */

static const char *name_of(const LanguageDetector *detector, const char *usual, const char *title,
                           const char *text)
{
    const Language *language = NULL;
    LanguageAnswer answer = language_detect(detector, language_find(usual), title, strlen(title), text,
                                            strlen(text), &language);
    return answer == LANGUAGE_FOUND ? language->name : answer == LANGUAGE_NONE ? "(none)" : "(undecided)";
}

/* A short report of a ferry, a storm, a council, in each language. */
static const struct {
    const char *language, *text;
} reports[] = {
    {"arabic", "قال رئيس المجلس إن السفينة عادت إلى الميناء بعد العاصفة التي استمرت كل الليل."},
    {"armenian", "Նավը վերադարձավ նավահանգիստ փոթորկից հետո։"},
    {"basque", "Itsasontzia portura itzuli da ekaitzaren ondoren, eta inork ez du kalterik izan. Alkateak esan du "
               "zerbitzua bihar hasiko dela berriz, baina eguraldia ere lagun izan behar dute."},
    {"catalan", "El vaixell ha tornat al port després de la tempesta. L'alcalde va dir que no hi ha ferits i que "
                "els veïns poden tornar a casa seva aquesta nit."},
    {"danish", "Færgen er tilbage i havnen efter stormen. Borgmesteren siger, at ingen er kommet til skade, og at "
               "man ikke ved, hvornår den kan sejle igen, men det bliver nok i næste uge."},
    {"dutch", "De veerboot is na de storm terug in de haven. De burgemeester zegt dat er niemand gewond is en dat "
              "de dienst morgen weer begint."},
    {"english", "The ferry is back in the harbour after the storm. The mayor said that nobody was hurt and that "
                "the service would begin again on Monday."},
    {"finnish", "Lautta on palannut satamaan myrskyn jälkeen. Pormestari sanoi, että kukaan ei ole loukkaantunut ja "
                "että liikenne alkaa taas huomenna, mutta se voi olla vielä hidasta, kun myös laituri on korjattava."},
    {"french", "Le bac est rentré au port après la tempête. Le maire a dit que personne n'est blessé et que le "
               "service reprendra demain."},
    {"german", "Die Fähre ist nach dem Sturm wieder im Hafen. Der Bürgermeister sagte, niemand sei verletzt, und der "
               "Verkehr werde am Montag wieder aufgenommen."},
    {"greek", "Το πλοίο επέστρεψε στο λιμάνι μετά την καταιγίδα."},
    {"hindi", "तूफ़ान के बाद नाव बंदरगाह पर लौट आई है। महापौर ने कहा कि किसी को चोट नहीं आई और सेवा कल से शुरू होगी।"},
    {"hungarian", "A komp a vihar után visszatért a kikötőbe. A polgármester azt mondta, hogy senki sem sérült meg, és "
                  "a járat már holnap újra indul, de ez még nem biztos."},
    {"indonesian", "Kapal itu sudah kembali ke pelabuhan setelah badai. Wali kota mengatakan bahwa tidak ada yang "
                   "terluka dan layanan akan dimulai lagi besok untuk semua orang."},
    {"irish", "Tá an bád farantóireachta ar ais sa chuan tar éis na stoirme. Dúirt an méara nach raibh aon duine "
              "gortaithe agus go mbeidh an tseirbhís ar fáil arís amárach."},
    {"italian", "Il traghetto è tornato nel porto dopo la tempesta. Il sindaco ha detto che non ci sono feriti e che "
                "il servizio riprenderà domani."},
    {"lithuanian", "Keltas po audros grįžo į uostą. Meras sakė, kad niekas nebuvo sužeistas ir kad jau rytoj "
                   "viskas vėl bus kaip buvo, nors tai dar ne viskas, ką reikia padaryti."},
    {"nepali", "आँधीपछि डुंगा फर्किएको छ। मेयरले कसैलाई चोट नलागेको बताए र सेवा भोलिदेखि सुरु हुने भएको छ भने "
               "अरू पनि थिए।"},
    {"norwegian", "Ferga er tilbake i havna etter stormen. Ordføreren sier at ingen ble skadd, og at de ikke vet når "
                  "den kan gå igjen, men det blir nok neste uke for noen av dem."},
    {"portuguese", "A balsa voltou ao porto depois da tempestade. O prefeito disse que não há feridos e que o serviço "
                   "começa de novo na segunda-feira."},
    {"romanian", "Bacul s-a întors în port după furtună. Primarul a spus că nu sunt răniți și că serviciul va începe "
                 "din nou mâine, pentru toți cei care așteaptă."},
    {"russian", "Паром вернулся в порт после шторма. Мэр сказал, что никто не пострадал и что он снова пойдёт завтра."},
    {"serbian", "Трајект се вратио у луку после олује. Градоначелник је рекао да нико није повређен и да ће саобраћај "
                "почети поново сутра."},
    {"serbian", "Trajekt se vratio u luku posle oluje. Gradonačelnik je rekao da niko nije povređen i da će saobraćaj "
                "početi ponovo sutra, ako vreme bude dobro, pre podne."},
    {"spanish", "El transbordador ha vuelto al puerto después de la tormenta. El alcalde dijo que no hay heridos y que "
                "el servicio empieza de nuevo el lunes."},
    {"swedish", "Färjan är tillbaka i hamnen efter stormen. Borgmästaren säger att ingen har skadats och att man inte "
                "vet när den kan gå igen, men det blir nog nästa vecka."},
    {"tamil", "புயலுக்குப் பிறகு படகு துறைமுகத்திற்குத் திரும்பியது."},
    {"turkish", "Feribot fırtınadan sonra limana döndü. Belediye başkanı, kimsenin yaralanmadığını ve seferlerin yarın "
                "için yeniden başlayacağını söyledi, ama bu daha çok hava durumuna bağlı ve her gün değişiyor."},
    {"yiddish", "די שיף איז צוריק אין פאָרט נאָך דעם שטורעם, און קיינער איז נישט געשעדיקט געוואָרן."},

    {"afrikaans", "Die veerboot is ná die storm terug in die hawe. Die burgemeester het gesê dat niemand beseer is nie "
                  "en dat die diens môre weer sal begin."},
    {"albanian", "Trageti është kthyer në port pas stuhisë. Kryetari i bashkisë tha se askush nuk është lënduar dhe se "
                 "shërbimi do të fillojë nesër."},
    {"amharic", "ጀልባው ከማዕበሉ በኋላ ወደ ወደብ ተመልሷል እና ማንም አልተጎዳም ነው።"},
    {"belarusian", "Паром вярнуўся ў порт пасля шторму. Мэр сказаў, што ніхто не пацярпеў і што рух пачнецца заўтра."},
    {"bengali", "ঝড়ের পরে নৌকাটি বন্দরে ফিরে এসেছে।"},
    {"bulgarian", "Фериботът се върна в пристанището след бурята. Кметът каза, че няма пострадали и че той ще тръгне "
                  "отново утре."},
    {"chinese", "暴风雨过后，渡轮已返回港口。市长说，没有人受伤。"},
    {"croatian", "Trajekt se nakon oluje vratio u luku. Gradonačelnik je rekao da nitko nije ozlijeđen i da će promet "
                 "početi sutra, ako vrijeme bude dobro, jer gdje je bio vjetar, sada je tiho, što je također važno."},
    {"czech", "Trajekt se po bouři vrátil do přístavu. Starosta řekl, že nikdo není zraněn a že provoz začne zítra, ale "
              "jen když bude dobré počasí, které je teď už lepší."},
    {"estonian", "Praam on pärast tormi sadamas tagasi. Linnapea ütles, et keegi ei saanud viga ja et see hakkab homme "
                 "jälle käima, aga kui ilm on halb, siis ka hiljem."},
    {"georgian", "ბორანი ქარიშხლის შემდეგ ნავსადგურში დაბრუნდა."},
    {"hausa", "Jirgin ruwa ya koma tashar bayan guguwa. Magajin gari ya ce ba wanda ya ji rauni kuma za su ci gaba da "
              "aiki a gobe."},
    {"hebrew", "המעבורת חזרה אל הנמל אחרי הסערה. ראש העיר אמר כי איש לא נפגע."},
    {"icelandic", "Ferjan er komin aftur til hafnar eftir storminn. Bæjarstjórinn sagði að enginn hefði slasast og að "
                  "hún færi aftur á morgun."},
    {"japanese", "嵐の後、フェリーは港に戻った。市長によると、けが人はいない。"},
    {"korean", "폭풍이 지난 뒤 여객선이 항구로 돌아왔다."},
    {"latvian", "Prāmis pēc vētras ir atgriezies ostā. Mērs teica, ka neviens nav cietis un ka kustība sāksies rīt, bet "
                "tas vēl ir atkarīgs no laika, kas ir par sliktu."},
    {"macedonian", "Фериботот се врати во пристаништето по бурата. Градоначалникот рече дека нема повредени и дека ќе "
                   "тргне повторно утре."},
    {"marathi", "वादळानंतर नाव बंदरात परत आली आहे आणि कोणालाही दुखापत झाली नाही, असे महापौर म्हणाले."},
    {"persian", "کشتی پس از توفان به بندر بازگشت. شهردار گفت که کسی آسیب ندیده است."},
    {"polish", "Prom po burzy wrócił do portu. Burmistrz powiedział, że nikt nie jest ranny i że kursy zaczną się jutro, "
               "ale nie wiadomo, czy to będzie możliwe."},
    {"slovak", "Trajekt sa po búrke vrátil do prístavu. Starosta povedal, že nikto nie je zranený a že premávka sa začne "
               "zajtra, ale len ak bude dobré počasie, ktoré už je lepšie."},
    {"slovenian", "Trajekt se je po nevihti vrnil v pristanišče. Župan je dejal, da ni nihče ranjen in da bo promet "
                  "stekel jutri, če bo vreme dobro."},
    {"somali", "Doontii waxay ku soo laabatay dekedda duufaanta ka dib. Duqa magaalada ayaa sheegay in aan cidna wax "
               "ku noqon oo ay bilaaban doonto berri."},
    {"swahili", "Kivuko kimerudi bandarini baada ya dhoruba. Meya alisema kwamba hakuna mtu aliyeumia na kuwa huduma "
                "ya usafiri itaanza tena kesho kwa wote."},
    {"tagalog", "Bumalik na ang barko sa daungan pagkatapos ng bagyo. Sinabi ng alkalde na walang nasaktan at babalik "
                "ang serbisyo sa Lunes."},
    {"thai", "เรือกลับเข้าท่าหลังพายุสงบ"},
    {"ukrainian", "Пором повернувся в порт після шторму. Мер сказав, що ніхто не постраждав і що він знову піде завтра."},
    {"urdu", "طوفان کے بعد کشتی بندرگاہ پر واپس آ گئی ہے۔ میئر نے کہا کہ کوئی زخمی نہیں ہوا۔"},
    {"vietnamese", "Con tàu đã trở về cảng sau cơn bão. Thị trưởng nói rằng không có ai bị thương và các chuyến đi sẽ "
                   "được bắt đầu lại vào ngày mai."},
    {"yoruba", "Ọkọ̀ ojú omi náà ti padà sí èbúté lẹ́yìn ìjì. Olórí ìlú sọ pé kò sí ẹni tí ó farapa àti pé wọn yóò "
               "bẹ̀rẹ̀ iṣẹ́ ní ọ̀la."},
};

START_TEST(reports_in_each_language)
{
    const char *name = name_of(all, "english", "", reports[_i].text);
    ck_assert_msg(strcmp(name, reports[_i].language) == 0, "%s: %s", reports[_i].language, name);
}
END_TEST

/* With a language's own report there is no doubt, whatever the index is in. */
START_TEST(the_usual_language_is_no_prejudice)
{
    const char *name = name_of(all, "german", "", reports[_i].text);
    ck_assert_msg(strcmp(name, reports[_i].language) == 0, "%s in a German index: %s",
                  reports[_i].language, name);
}
END_TEST

/* Every language with a stemmer can be told. */
START_TEST(no_stemmer_is_forgotten)
{
    gsize count;
    const Language *languages = language_list(&count);
    for (gsize i = 0; i < count; i++) {
        gboolean found = !languages[i].has_stemmer;
        for (gsize k = 0; k < G_N_ELEMENTS(reports) && !found; k++)
            found = strcmp(reports[k].language, languages[i].name) == 0;
        ck_assert_msg(found, "no report in %s", languages[i].name);
    }
}
END_TEST

/* What tells nothing: too short, names, prices. */
static const struct {
    const char *usual, *title, *text;
} doubtful[] = {
    {"english", "", ""},
    {"english", "", "2014-08-08 12:30 +3.5% 1,612,000"},
    {"english", "La La Land", ""},
    {"english", "Die Hard", ""},
    {"english", "Real Madrid, Los Angeles, San Diego", ""},
    {"english", "Rio de Janeiro", ""},
    {"english", "Oracle buys Sun", ""},
    {"german", "Oracle buys Sun", ""},
    {"german", "", "The Voice of Germany"},
    {"english", "Q3 NET", "Shr 13 cts vs 12 cts Net 1,612,000 vs 1,571,000 Revs 28.8 mln vs 25.0 mln Avg shrs 12.8 mln vs 13.3 mln"},
    {"english", "", "JUN7 6660H 6658L 6666 6637 SEP7 6702 6706L 6679H DEC7 6750L MAR8 6800H"},
    {"english", "", "ba ba ba ba ba ba ba ba ba ba ba ba"},
    {"french", "", "Kovač, Müller, Björk, Łukasz, O'Brien, Nguyễn"},
};

START_TEST(doubts)
{
    const char *name = name_of(all, doubtful[_i].usual, doubtful[_i].title, doubtful[_i].text);
    ck_assert_msg(strcmp(name, "(undecided)") == 0 || strcmp(name, doubtful[_i].usual) == 0,
                  "%s%s: %s", doubtful[_i].title, doubtful[_i].text, name);
}
END_TEST

static const struct {
    const char *name, *among, *usual, *title, *text, *answer;
} rows[] = {
    {"asked for", "en,de", "english", "", "Der Hafen ist nach dem Sturm wieder offen, und die Fähre fährt.", "german"},
    {"not asked for", "en,de", "english", "",
     "El transbordador ha vuelto al puerto después de la tormenta. El alcalde dijo que no hay heridos y que "
     "el servicio empieza de nuevo el lunes para todos los que están en la isla.", "(none)"},
    {"another script", "en,de", "english", "", "Паром вернулся в порт после шторма", "(none)"},
    {"a script of one language", "en,de", "english", "", "폭풍이 지난 뒤", "(none)"},
    {"the same, asked for", "en,ko", "english", "", "폭풍이 지난 뒤", "korean"},
    {"the only one of its script", "en,uk", "english", "", "Новини дня", "ukrainian"},
    {"short Cyrillic", NULL, "english", "", "Новости дня", "russian"},
    {"short Cyrillic of a Bulgarian source", NULL, "bulgarian", "", "Новости", "(undecided)"},
    {"kana among ideographs", NULL, "english", "", "東京都知事選挙の結果", "japanese"},
    {"the title counts in short articles", NULL, "english",
     "Die Fähre ist nach dem Sturm wieder da, sagt der Bürgermeister", "Foto: Ana Ruiz", "german"},
    {"a quotation does not", NULL, "english", "",
     "The mayor of the town said that \"die Fähre ist nach dem Sturm wieder im Hafen und wird\" was what "
     "he had been told by the captain, who is from Hamburg, and that they would not wait for it.", "english"},
    {"capitals", NULL, "english", "", "LE MAIRE A DIT QUE LE SERVICE REPRENDRA DEMAIN ET QUE LE BAC EST DANS LE PORT",
     "french"},
    {"no usual language", NULL, NULL, "", "the ferry is back in the harbour after the storm", "english"},
    {"a usual language that is not told by words", NULL, "latin", "",
     "the ferry is back in the harbour after the storm", "english"},
};

START_TEST(choices)
{
    g_auto(GStrv) among = rows[_i].among ? g_strsplit(rows[_i].among, ",", -1) : NULL;
    g_autoptr(LanguageDetector) detector = language_detector_new((const char *const *)among);
    const char *name = name_of(detector, rows[_i].usual, rows[_i].title, rows[_i].text);
    ck_assert_msg(strcmp(name, rows[_i].answer) == 0, "%s: %s, not %s", rows[_i].name, name,
                  rows[_i].answer);
}
END_TEST

/* Only the beginning counts, so that a long article costs no more than a short one. */
START_TEST(long_articles)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < LANGUAGE_DETECT_BYTES)
        g_string_append(text, "Xyzzy plugh frotz. ");
    for (int i = 0; i < 50; i++)
        g_string_append(text, "Die Fähre ist nach dem Sturm wieder im Hafen. ");
    ck_assert_str_eq(name_of(all, "english", "", text->str), "(undecided)");
}
END_TEST

/* A text that ends within a character, as one that is cut off: nothing behind it is read. */
START_TEST(cut_characters)
{
    const Language *language;
    for (gsize i = 0; i < G_N_ELEMENTS(reports); i++)
        for (gsize length = 0; length < 40; length++) {
            g_autofree char *cut = g_memdup2(reports[i].text, length);
            language_detect(all, NULL, cut, length, cut, length, &language);
        }
    language_detector_free(NULL);
}
END_TEST

static void open_all(void)
{
    all = language_detector_new(NULL);
}

static void close_all(void)
{
    language_detector_free(all);
}

int main(void)
{
    Suite *suite = suite_create("language-detect");
    TCase *tcase = tcase_create("language-detect");
    tcase_add_unchecked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, reports_in_each_language, 0, G_N_ELEMENTS(reports));
    tcase_add_loop_test(tcase, the_usual_language_is_no_prejudice, 0, G_N_ELEMENTS(reports));
    tcase_add_test(tcase, no_stemmer_is_forgotten);
    tcase_add_loop_test(tcase, doubts, 0, G_N_ELEMENTS(doubtful));
    tcase_add_loop_test(tcase, choices, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tcase, long_articles);
    tcase_add_test(tcase, cut_characters);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
