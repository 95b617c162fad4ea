#include "stemmer/language-words-private.h"

/* Languages that have a stemmer. */
static const LanguageWords rows[] = {
    {"ar", SCRIPT_ARABIC,
     "في من على و أن إلى التي عن أو هذا ما لا هذه الله هو ذلك مع بعض كان لم الذي كل بعد إن الى "
     "ان خلال بين فيه قد كما اليوم هل هي إذا الآن غير ي أي بل به عام فإن كانت ولا يمكن الذين تم "
     "حتى حيث سنة فى كذلك وعلى وهو أخرى أكثر بشكل تكون ثم دون عليه منذ يتم آخر أحد أما أيضا "
     "العام الوطني الوقت بن حول شركة عبد علي عمل فيها لأن"},
    {"eu", SCRIPT_LATIN,
     "eta da zen bat izan ziren ere zuen an ez dira bere du egin ko zituen ditu zuten a beste "
     "edo den baina bi dute sortu arabera diru dago egiten ondoren behar duen eko bakoitzeko "
     "dagoen de urteko artean baten bizi honek oso baita batek bezala garai handia lehen batean "
     "batera bigarren ean egun gerra hau alde aldiz arteko azken batez batzuk berriz diren duten "
     "ematen en eragin euskal gaur gisa hain hiru honetan ondorioz zela zituzten arte azaleran "
     "baino dena eman erabiltzen esan gainera handi hauek herri hori horren inguruan"},
    {"ca", SCRIPT_LATIN,
     "de la i a el que d en l per les del els es amb un no és una s al dels ha o com va aquesta "
     "més tot han aquest hi seva però altres ser fer se seu també tots als són li on ja poden "
     "sobre anys cas des activitats cal dia empreses ens era fins món part pot totes així això "
     "any informació lloc molt primer què servei altre article m pel pla quan seves té van"},
    {"da", SCRIPT_LATIN,
     "og i er at det til en på af for med der de har jeg den et som ikke kan om du men så vi "
     "skal fra man var ved være eller han også selv her hvor vil blev nu hvis mere alle havde "
     "mange når sig op vores dig efter have da hun meget andre din få nogle bliver min noget nye "
     "år derfor dette hvad over se børn helt samme før gode hos igen m mig ud denne end godt "
     "kommer lige sammen tid to a alt bare både del forhold får gøre hans holde kl mod må"},
    {"nl", SCRIPT_LATIN,
     "de van het in een en is zijn op voor met te werd door hij uit dat die als was er naar deze "
     "om bij aan ook tot niet ze dit maar eerst dan haar wordt worden na heeft kan meer werden "
     "zou nog onder twee zich s hebben over weer alleen eerste waar e toen tussen geen had hun "
     "plaats rond tegen veel waren andere deel jaar komt tijd tweede vaak wat al eigen gaat hem "
     "men zeer zelf af daar der groot grote jaren komen kwam moet nieuwe tijdens verschillende "
     "wel zij drie echter"},
    {"en", SCRIPT_LATIN,
     "the of to and a in for on is that s it be with at as by said was are will has he have this "
     "from or you an not but can its which their they his we were your if year would been also "
     "new had one all more time up out any about first other people two into over some only when "
     "m our may years before t no like public after how such do my service just her many who "
     "make them very part last use between these must own there through did than found both much"},
    {"fi", SCRIPT_LATIN,
     "ja on että ei oli myös ovat tai sekä n joka se voi vuoden mk niin mutta sen hän kuin kun "
     "ole lisäksi mukaan noin tämän aikana ollut jolloin kaikki kuitenkin olla tämä niiden niitä "
     "vielä voidaan vuonna yli eivät esimerkiksi hänen jossa kanssa kautta lähes siitä sillä "
     "siten vain eikä eri jo jonka koko koska nyt päättää saa sitä toisen tulisi tässä tätä "
     "uuden vaikka voit alueen edelleen eli erittäin hinta jotka kuten mm ry samoin tehdä "
     "tehdään tulee uusi ajan antaa eniten ensimmäisen enää he henki hyvin ihmisen joista kolme "
     "koskaan käytetty mahdollista metrin mukana ne ohella olet"},
    {"fr", SCRIPT_LATIN,
     "de la l le et les à des d en du un a est une pour dans il que qui au sur par plus pas qu "
     "ne s ce sont ont se mais été avec nous n elle son être aux cette ou ils je comme leur sa "
     "vous ces fait on même c y ses peut aussi deux après ans faire entre avait tout autres "
     "était contre si pays bien également avant travail lui tous fois très dont sans déclaré "
     "première leurs autre encore moins trois temps années personnes ainsi année dit monde "
     "peuvent non depuis avoir h doit"},
    {"de", SCRIPT_LATIN,
     "die der und in von das den zu auf mit im ein für es ist sich dem eine nicht auch des als "
     "an werden am nach einer bei aus ich wird er um wir dass einem sind hat aber einen oder vor "
     "noch über wie war zum nur so man zur haben mehr sie kann wurde sein durch diese bis wenn "
     "ihre dieser können dann immer hatte uns damit da vom was wieder zwei gibt waren schon "
     "unter alle gegen keine doch mir sei zwischen beim rund hier etwas jetzt sehr sagte wo habe "
     "ohne soll steht finden dort ihr"},
    {"hi", SCRIPT_DEVANAGARI,
     "के है में की से को का और पर हैं भी कि ने तो नहीं एक इस ही हो था यह कर लिए अपने किया वह साथ "
     "आप करने कुछ थी रहे जो तक दिया गया होता कहा थे या हुए कोई फिर मैं जा ये लेकिन किसी जब पहले "
     "अपनी अब तरह मुझे वे अगर उन्हें कम करें दिन व आज करते देश बहुत रहा सकता उसके उसे करना क्या "
     "बात रही लोगों सब साल उन्होंने उस गए बाद"},
    {"hu", SCRIPT_LATIN,
     "a az és hogy is nem egy de volt meg ez el magyar már csak mint még van ki vagy sem azt ha "
     "pedig s ezt ilyen aki mert nagy így amely első lehet minden én egyik három kell több után "
     "amikor ben két mi most nagyon úgy akkor arra be erdélyi hanem között majd alatt e fel sok "
     "szerint székely új ami magát mindig olyan számára történelmi való éves akik amit ban ebben "
     "ember es hozzá itt jó lenne ma más román éppen ahol azonban ennek európai ezért gazdasági "
     "illetve maga milyen mind módon nemzeti szerepel tartott vannak át"},
    {"id", SCRIPT_LATIN,
     "yang dan itu dengan di tidak orang ini untuk akan dari mereka pada dapat dalam ia oleh "
     "bahwa menjadi adalah ke maka karena telah ada sudah anak kita aku juga kami lebih para "
     "sebagai secara harus kemudian meskipun saja saya anda ketika masih tahun atau bisa kepada "
     "pun apa beberapa sehingga demikian terjadi ternyata apakah lagi atas baru daerah hanya "
     "kedua memang memberikan mungkin saat sama sangat segera sementara benar berada ilmu tak "
     "tersebut dilakukan hal hari kali kata lain"},
    {"ga", SCRIPT_LATIN,
     "an a na is agus i ar é le go de sa ag mar sé sin bhí d in seo tá suite ó ina ach atá ann "
     "leis nó ba chun raibh baile ní bhliain chuid den do í féin as eile faoi ea ná san féidir "
     "iad aige bhfuil mó gur nach siad air mór nua ón am amach chomh cuid don duine níos sna "
     "ainm gach nuair t acu ceann dá faoin fáil rugadh réir teangacha trí aon"},
    {"it", SCRIPT_LATIN,
     "di il e la in a che per è del un l le i della si con non da una al ha sono dei alla anche "
     "dell ma nel più all dal stato delle gli tra anni d sul ad due nella parte ed o euro lo "
     "questo se su anno c cui degli alle ancora essere prima sarà senza ai ci via milioni "
     "politica suo dalla oltre ora sia tutto dicembre governo hanno nell sempre sua tre come "
     "contro dai fa nelle news oggi poi rispetto agli dove era gennaio già invece lavoratori "
     "lavoro nuova perché punto questa solo"},
    {"lt", SCRIPT_LATIN,
     "ir kad yra su į iš savo ar o bet nuo ne kaip tai tik buvo po per taip bei daug jau jų m to "
     "kai prie iki apie jei jis mūsų pat arba d labai gali metų aš dar turi už todėl be bus būti "
     "dėl jos kas tiek darbo galima galite kartu nes net daugiau jūsų metu pagal prieš tačiau "
     "drauge ji jo jog juos kalba nėra t tarp ant dabar dieną gerai kurios kuris ką mano miškų "
     "mokyklos mus reikia vienas žmonių kiek kur kurie kurių metais netgi nors pasaulio tas tą "
     "visi būtų darbų dienas esame"},
    {"ne", SCRIPT_DEVANAGARI,
     "छ र पनि छन् यो गरेको भएको थियो उनले हो भने तथा गर्ने लागि गर्न एक तर यस हुने भन्ने थिए गरी "
     "गरेका रहेको भएका अनि हुन् गर्दै त्यो नै हुन्छ उनी आफ्नो सबै दुई भन्दा अहिले यसरी गरे कुरा "
     "जना छैन बताए वर्ष उनका बीच पछि समेत गरिएको भन्छन् जस्तो मात्र भयो त्यस मलाई हामी उनको"},
    {"no", SCRIPT_LATIN,
     "i og er som av til på det for med å den har ein at en om var dei han frå eit kan eller et "
     "ikke de dette ei ved ikkje men seg vi andre vart etter blir skal ut vil fra også over mot "
     "denne der hadde kunne mellom vert under sine to òg du når opp gjennom mange må talet da så "
     "alle ble inn være jeg sør år blei både del får ha nye tid då få norsk sin slik største dag "
     "går enn fram første kom mest svært ta bli land stor vest før her ligg"},
    {"pt", SCRIPT_LATIN,
     "de a que o e do da com para em os se um na no é não por uma as mais ao dos como mas das "
     "foi já ser tem sua ou à muito este pelo seu está também ano dia anos pode entre são vai "
     "ainda fazer pela às aos nos acordo forma há isso quando vida bem esta menos primeiro ter "
     "todos close estar nas pessoas porque estão feira mesmo mundo ofertas parte presidente sem "
     "sobre até ele melhor neste novo projecto cada depois deve eu nacional num outros será suas "
     "tenho área alto além apenas centro contra"},
    {"ro", SCRIPT_LATIN,
     "de a în la şi si cu din este pentru o care pe mai in se nu un ďż sa ca i au ce sunt sau să "
     "prin fost al va că fi acest n poate cele dar am cel ne noi le multe timp face s aceasta ar "
     "sďż trebuie fie ale cea dupa fiecare iar lui unui vor ani are daca e parte toate unei ï "
     "doar ei l pot despre dintre fara lor numai partea spre acum"},
    {"ru", SCRIPT_CYRILLIC,
     "в и на не что с по как а к это он за из я его но то мы о все от у для было так только же "
     "они ее если еще до уже где при их ни был более когда или мне под будет она есть были них "
     "может того после чтобы можно том там даже которые время бы году со сейчас себя ему нет чем "
     "вот этого года во быть вы была кто теперь этом ты очень почти через всех него лишь всего "
     "один тебе раз всегда сам нас просто также эти да тоже своей людей надо ничего"},
    {"sr", SCRIPT_CYRILLIC,
     "је и у се су на да а од за са из као m који магнитуда по или што износи о до објекта код "
     "али био које није после га која налази величина све фотографска метара не тако s били "
     "висини више година док због између још ће број живи може надморској неки око само то три h "
     "km бити део има их максималној међу минималној након насељу преко према средњој тада "
     "такође би веома дана два када како могу"},
    {"sr-Latn", SCRIPT_LATIN,
     "je i u se su na da a od za sa iz kao m koji magnituda po ili što iznosi o do objekta kod "
     "ali bio koje nije posle ga koja nalazi veličina sve fotografska metara ne tako s bili "
     "visini više godina dok zbog između još će broj živi može nadmorskoj neki oko samo to tri h "
     "km biti deo ima ih maksimalnoj među minimalnoj nakon naselju preko prema srednjoj tada "
     "takođe bi veoma dana dva kada kako mogu"},
    {"es", SCRIPT_LATIN,
     "de la y que el en a los las un se con es no ms para por una del su lo como ha al o "
     "noticias sus te este relacionadas si ya universia educacin son est ser me tiene muy pero "
     "puede todo hay tambin tu entre mundo parte ahora cada e cuando esta qu trabajo aos nos "
     "nuestro sin sobre bien clasificados donde estn ni online perfil tags todas puedes slo ver "
     "antes aqu aunque dos era esto futuro hasta lugar mejor millones todos vez vida cursos fue "
     "hace le mayo mucho otro rectores as comunidad cosas cuenta ella"},
    {"sv", SCRIPT_LATIN,
     "och i att en för är på som med till av det om har ett den kan de vi från man inte så du "
     "eller när finns vid sig han jag men ska var även under vara alla detta hur skall ut mer "
     "efter får genom oss se vill där mot olika s andra denna dessa här mycket också bra ger "
     "hade mellan många sin del dig första nya samt stora våra över antal bara gör lite nu per "
     "stor vad vår år annan blev din få ge gäller in kommer kunna personer samma sedan vilket "
     "både går möjligheter ny"},
    {"tr", SCRIPT_LATIN,
     "ve bir bu da ile olarak için de daha çok olan her en ilgili kadar tarafından göre veya e "
     "eğitim gibi sonra o yer şekilde bilgi nin ise iyi önemli özel büyük genel son sosyal "
     "yüksek a alan bulunan ne olduğu un fazla hizmet içinde tüm uygulama ya yeni üzerinde "
     "eðitim gerçek hem iki olmak uluslararası uygun yılında zaman önce üzere aile ait biri "
     "bütün edilen fakat görev günü ifade ilk nın olması sayılı su toplam öğretim üç arasında "
     "bağlı belirli birlikte gerekli in kadın karşı ki nda nde olduğunu olup ortaya posta proje "
     "tarihinde teknik var yapılan ana ancak"},
    {"yi", SCRIPT_HEBREW,
     "די און אין דער איז דאס צו פון א מיט האט נישט ניט זיך וואס ער עס מען אויף דעם אבער זיי האבן "
     "זענען ווי פאר אויך אז ביי נאך איך ווען צום אן דאָס פֿון אַ האָט וואָס אָדער אויס איין "
     "געווען אונדז פֿאַר האָבן וועט קען אָבער אויב אַז זײַן"},
};
const LanguageWordsList language_words = {rows, G_N_ELEMENTS(rows)};
