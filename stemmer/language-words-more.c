#include "stemmer/language-words-private.h"

/* Languages without a stemmer. */
static const LanguageWords rows[] = {
    {"af", SCRIPT_LATIN,
     "die en van is in n nie het te wat dit om ek met vir dat as ons op sy hulle se hy ook my jy "
     "maar jou kan aan na daar hierdie oor by sal was gaan deur soos hom maak moet wil ander toe "
     "wees al haar so"},
    {"sq", SCRIPT_LATIN,
     "të e në dhe i me një nga për që më është u ka edhe si së ishte nuk se te ai duke këtë ne "
     "tij janë por do prej pas kjo deri vitin gjatë shumë t parë tyre çdo cili kishin kishte km "
     "saj ku ky mund para vetëm"},
    {"az", SCRIPT_LATIN,
     "və bu bir ilə ildə ci də isə ki olan sonra üçün da onun çox kimi o olaraq il edir ən böyük "
     "ilk idi tərəfindən adı cü i cu cı dəfə edən öz baş belə daha görə olmuşdur s əsas aid "
     "edilmişdir hər olur onu tarixi etmişdir etmək həmin olduğu ona orta qədər əl əldə biri "
     "ilin oldu olub yeni üzrə baxmayaraq bütün dünya elmi etdiyi illərdə qəbul təhsil ərəb "
     "davam dili edilir fəaliyyət inkişaf istifadə kiçik müəyyən olunur onlar"},
    {"hr", SCRIPT_LATIN,
     "i je u se na za od su da koji a s će o te iz godine kao što ne ili nakon koje do koja uz "
     "po sa to dana kako tako sve bi biti mogu može samo bio prema više ali gdje hrvatske još pa "
     "zbog bez bila ima kod obitelji ove također vrijeme pod uvijek između nije no sam vrlo bili "
     "bolesti drugi godina grada jer kad kada mu pet posebno sv svih tri vremena danas dio dok"},
    {"cs", SCRIPT_LATIN,
     "a na v se je s z o do pro to že k jsou ve i byl jsem nebo od po si bude by jako při za aby "
     "také které tak jen ale bylo byly jak jejich proto která který r u už co kde programu dnes "
     "pak podle velmi"},
    {"eo", SCRIPT_LATIN,
     "la de kaj en estas al mi ne estis ke por pri li kun el ili pli kiel kiu vi ĝi oni sed tiu "
     "ni nur ankaŭ tio aŭ per ol post se pro da dum plej jam inter sur povas ĉe ĉi du iom je "
     "kiam do e havas"},
    {"et", SCRIPT_LATIN,
     "ja on ei et kui ka see aga või oma siis ning nii oli pole seda ma mis ta juba üle kõik "
     "kuid kas kes veel saab võib tuleb väga hea olema mida midagi nagu nende ole sest ise läbi "
     "oleks peaks vaja välja ära jaoks kuna olen olnud üks"},
    {"gl", SCRIPT_LATIN,
     "de a o que e en do da os un unha para con non se no na as por dos das ao á é máis como "
     "pola polo nos nas foi son está seu súa tamén entre sobre ata onde xa hai pero ser este "
     "esta pode cando anos ten"},
    {"ha", SCRIPT_LATIN,
     "da a ya ta na yi ne ba ke ce kuma daga su kan suka wa mai aka za sun cewa cikin shi bayan "
     "wani wanda ga masu wannan ranar wasu yan an jihar wasan cutar duniya sa dan ko yadda ake "
     "kasar ku sai zai don kai zuwa ci"},
    {"is", SCRIPT_LATIN,
     "að í og er á sem til það ekki um en við fyrir með því af ég hann eru frá var hafa hefur "
     "verið þá þetta eða þegar þeir ef nú vera þar þess svo eftir eins þeim þeirra sig upp vegna "
     "voru úr mér sé yfir einnig út gera"},
    {"ig", SCRIPT_LATIN,
     "na nke ndị ya ka ọ n ga a maka bụ ha dị ihe si nwere e onye ahụ kwuru ma abụọ iji mgbe ọzọ "
     "anyị ndi bụrụ ebe ike afọ gị otu niile mana site aka ala ọnwa nọ sị gbasara"},
    {"ku", SCRIPT_LATIN,
     "û ku li ji bi de di jî ya yê bo wê wî vê her ew ev yên gelek lê kir nav çû bû hatin roj "
     "hat ne dike heye wan xwe kirin ber ser dibe pir min"},
    {"lv", SCRIPT_LATIN,
     "un ir ar par ka no arī vai kas bet kā uz ja to tas var es tad tā jau ko nav tikai man pēc "
     "lai gan bija kad mūsu pie vēl jo savu līdz mēs darba gada tās būs jums šo daudz gadu kaut "
     "kur mums ne tiek varētu"},
    {"lb", SCRIPT_LATIN,
     "an de vun d a en op mat si ass fir dat ze eng net déi och bei sech den hunn um zu dëser "
     "ginn gëtt iwwer awer nach wéi war hat dee sinn esou huet vum géif méi no wann all gouf "
     "just hir hei"},
    {"ms", SCRIPT_LATIN,
     "yang dan di ini pada untuk dengan oleh dari dalam ada batu terbaru adalah tidak itu "
     "sebagai komentar mereka akan juga menjadi tahun album ke tersebut atau banyak kepada "
     "crusher dunia seperti anda besar dapat orang satu beberapa lagi lebih sebuah telah "
     "merupakan mesin s atas dia hanya jika sangat"},
    {"mt", SCRIPT_LATIN,
     "li ta l il u biex ma fuq kien minn ghal għal mill tal fil qal hija dan din dawn dak kienet "
     "ukoll mhux kif għandu wkoll hu lil matul wara wieħed mal qed jew meta se għall bil fejn "
     "aktar kollha jkun"},
    {"om", SCRIPT_LATIN,
     "kan ta fi u yoo akka bara dha tokko e hin immo keessatti kessatti a afaan yeroo tti danda "
     "gara kessa jedhamu ture isaa kuni kunis irra irratti waan hanga kana walitti ee keessa "
     "keessaa argamu itti qaba lafa kun qabu yokan akkasumas ni an wajjin addunyaa bayye bishaan "
     "naannoo"},
    {"pl", SCRIPT_LATIN,
     "w na i z się nie do to że jest o po od jak już a dla ale przez tym za które też tylko czy "
     "będzie jednak roku ma oraz są co bo będą który tej lat tego być go jeszcze pod sobie był "
     "może można przy teraz bez by"},
    {"sn", SCRIPT_LATIN,
     "kuti kana asi uye iri ari akati iyi chete makore ane uyu vanhu ndiri izvi mari akadaro "
     "wake kuita murume nekuti mwana vari apo vakadaro sezvo ava mukadzi pamwe vakati saka uyo "
     "vake achiti hapana iye vana aya kuda kune nyaya gore mutambo vamwe wangu amai kubva "
     "zvikuru anoti baba"},
    {"sk", SCRIPT_LATIN,
     "a na v sa je s aj ako o to z do že si pre po pri od ale ktorý som za sú čo k sme tak alebo "
     "by nie aby už keď len jeho má ho ktoré viac vo ak ani bola byť bude pred tento zo až ich"},
    {"sl", SCRIPT_LATIN,
     "je in v na se za da ki pa so tudi z s ne bo še o po do ali si ni to pri bi iz že lahko med "
     "tem smo če kot od ko tako bodo ker ob sem več ga ter kar jih zelo a le samo vse"},
    {"so", SCRIPT_LATIN,
     "oo ka iyo ku ah ee u waa la waxaa ay uu waxay soo badan in aad wuxuu ugu ayaa kale mid "
     "lagu waxa loo si laga tahay aan ama dalka wax sida dadka kala yahay dib magaalada ayuu "
     "ilaa loogu markii ahaa ahaan dhulka marka ha inuu isku leh"},
    {"st", SCRIPT_LATIN,
     "ho le e ka ya ba a o ke ha tse tsa wa sa se di la tla hore re mme bo kapa ne bona ile ena "
     "hae empa bakeng batho etsa na pele rona yona nako neng mong eo haholo jwalo molao moo "
     "nngwe hape matla mo bophelo fumana"},
    {"sw", SCRIPT_LATIN,
     "ya na wa kwa katika ni za mwaka la kuwa cha kama au hii vya yake lugha pia kutoka watu "
     "zaidi baada wakati idadi kwenye lakini nchini wake hivyo miaka juu sana ilikuwa mji hata "
     "moja wakazi hadi chini eneo huu jina kawaida kwanza sensa shule wasemaji kundi kwamba "
     "imehesabiwa"},
    {"tl", SCRIPT_LATIN,
     "sa ng ang na mga ay at isang ito si ni noong o may hindi siya kanyang mula bilang para "
     "pang iba kung upang nito niya rin ibang pag lamang nang pa tao maaaring unang dahil "
     "hanggang isa kanilang din ika kay nasa t taong kasama maraming ngunit pamamagitan dito"},
    {"tn", SCRIPT_LATIN,
     "a go le ba ka e o re ya ke fa mo gore se ga di ne wa mme tsa sa kwa tse bone bo la jalo yo "
     "fela nna thata batho na gagwe tlaa jwa dira ntse jaaka nako ngwana mongwe gape ene supa "
     "bona bangwe gone motho twe"},
    {"ts", SCRIPT_LATIN,
     "ku hi ya na va wa eka a nga ta ka swi ri yi xa ra ndzi swa bya leswi i loko le leswaku u "
     "yo wu leyi ti ni lava n leri lowu vona wana vanhu no xi hina laha nkarhi mfumo swo yena "
     "kambe wo emahlweni kona mina"},
    {"uz", SCRIPT_LATIN,
     "va bu bilan uchun ham bir bo lgan deb edi esa kerak emas yil o lib haqida shu kabi hamda "
     "qilish keyin katta ga ko ra barcha lekin yoki yangi juda qilgan mumkin etish uning ular "
     "ekan"},
    {"vi", SCRIPT_LATIN,
     "và có các của là cho những được trong với không để học một người đã bạn công về đến nhà "
     "tại hàng thể trường hiện thành như nhiều chỉ cũng đó ở phải sự từ động sinh thực tôi sản "
     "đầu cơ dân gia sẽ chính này viên hơn"},
    {"cy", SCRIPT_LATIN,
     "yn y r o a i mae ar yr n ei ac yw oedd gan fel wedi yng ond roedd un mewn ym neu rhwng am "
     "hyd cael sy fod gyda l tua rhan enw hefyd arall hyn bu eu nifer flwyddyn lle er gogledd "
     "pan daeth eraill erbyn fwyaf"},
    {"xh", SCRIPT_LATIN,
     "ukuba ke okanye abantu emva kunye le xa i kodwa kuba kwaye ezi ukuze nto eli na bonke into "
     "kakhulu ukuya yaye utshilo lo umntu kwi ngayo zonke abafundi baya iya izinto mali "
     "ootitshala we zabo esi ixesha koko kufuneka kuphela ye ziya abo apha apho izikolo kuzo "
     "liya nganye esikolweni indawo ingakumbi ingcaciso inkqubo kwakunye ngamnye ngenxa nje "
     "phakathi uthe ze aba bathi futhi iinqununu kakuhle kokuba kukuba kweli ngalo ngo nkqubo "
     "onke ungadlulanga abantwana amabini bethu e esweni"},
    {"yo", SCRIPT_LATIN,
     "ni je ti n ó o ní tí tele ati a ile awon to si ede orile àti sí ń ara bi yìí lati fi e won "
     "àwo se fún kan àwọn ò jẹ́ lo sì re tó èdè ninu náà rè bá wa wó pé gba ko máa wà"},
    {"zu", SCRIPT_LATIN,
     "ukuthi futhi kodwa uma ngoba kakhulu kanye i kusho noma uthe abantu ukuba lokhu nje lapho "
     "khona kahle ngenxa ngo njengoba ukuze u abanye kube emhlabeni konke kukhona le lo bese "
     "ngaphandle ngayo yakhe isimo ku kufanele kumele ngisho wonke yakho amandla amanzi "
     "amaphoyisa ke kwi lakhe ngakho ngesikhathi umuntu uthi wathi zethu abaningi imali indlela "
     "izingane ka kulo kuphela kusukela lokho ngemuva njalo phakathi phansi phezu ukwazi wakhe "
     "wami zakhe zonke abadlali e emuva engu iqembu ithuba izinsuku kanjalo"},
    {"be", SCRIPT_CYRILLIC,
     "і ў на з у што не да па а гэта як за але для мы пра ён калі ад якія аб толькі яго іх таму "
     "я так больш таксама года можна пры яны быў вельмі яе які i было каб яшчэ вось ці будзе "
     "можа пасля таго тым усё"},
    {"bg", SCRIPT_CYRILLIC,
     "на в и да от се за е не по са с ще че това си като но през до които а му той има или най "
     "много те трябва беше бъде един при след ако може време г който вече всички каза която към "
     "ли със тези тях все"},
    {"kk", SCRIPT_CYRILLIC,
     "және мен бұл жылы де оның бар болып км үшін осы бір саны болды да орналасқан сол құрайды "
     "адамды бойынша деген өзенінің жер қазақ ақ б деп арқылы болатын ең т қашықтықта адам ал "
     "болады жағалауынан оны пен сағасы өзге алып басқа екі ж облысы олардың ішінде алады бастап "
     "бірі"},
    {"mk", SCRIPT_CYRILLIC,
     "на во и се од за да со е како година го ја бил што дека ги по не но до тој кој тоа така а "
     "кои биле ќе била има која поради според еден може сите беше под само или пред време други "
     "неговата објектот имаат кога околу било"},
    {"mn", SCRIPT_CYRILLIC,
     "нь байна юм ч энэ гэж л байгаа их олон бол нэг хүн тэр байсан болох улс байх дээр би гэсэн "
     "уу хоёр шиг ямар болсон болж дээ мөн байдаг бас биш болно маань байж вэ газар жилийн нэр "
     "онд хэдэн бид билээ болон буй гээд жил арга ард дараа"},
    {"uk", SCRIPT_CYRILLIC,
     "і на у в з що не та до а про за й це для я але його є він із від так як чи по їх тому був "
     "які коли то цього або може р щоб були того якщо вони зі має час ще було ж ми можна який"},
    {"fa", SCRIPT_ARABIC,
     "در و به از که این است را با سال آن شد برای یک بود او بر میشود یا قرار کرد شده می ایران "
     "دارد یکی نیز شهر خود شدهاست نام استفاده تا تاریخ دو میباشد اما جمعیت نفر پس هر باشد روز "
     "واقع وجود آنها انجام بعد تهران دوره"},
    {"ps", SCRIPT_ARABIC,
     "د په او چې کې ته له هم دی يې ده سره دا نه شي خو پر یو يو وو دغه شو کړی شوي کوي دي څخه چي "
     "لپاره وي کړ هغه به باندې کړې ډېر ویل خپل بیا هغو یې یوه خلک اړه تر شوی"},
    {"ur", SCRIPT_ARABIC,
     "کے کی میں ہے سے اور کا کو نے اس کہ ہیں یہ پر بھی ایک نہیں کیا ان کر تو تھا اپنے کرنے ہی "
     "بات وہ و تھے جو لیے کہا وقت ہو ہوئے جس لیکن نہ لئے وزیر in جب کراچی from بلاول بھارت "
     "زرداری لیگ ملاقات کسی"},
    {"mr", SCRIPT_DEVANAGARI,
     "आहे या आणि व ते नाही तर काही असे आहेत हे होते एक हा त्या पण यांनी केली मी असते असून दोन ही "
     "होता झाले त्यांनी मला काय केला केले ती तो म्हणून सर्व करून की त्यामुळे होतो अनेक अशा आज "
     "तरी त्याला अशी आता म्हणजे असतात आली एका करण्याची"},
    {"he", SCRIPT_HEBREW,
     "של את על הוא לא עם גם היה ב זה כל כי היא לאחר או בין זו בשנת ידי ה עד אך היו אשר ג אותו אם "
     "יותר במהלך הם ביותר הראשון יש כאשר אחד הייתה הן הספר מספר שלו באותה בית זאת כן שם שנים בו "
     "בעולם השני זמן"},
    {"am", SCRIPT_ETHIOPIC,
     "እና በ ነው ላይ ነበር ወደ ውስጥ ጋር እንደ ኤ እ አ ከ ዋሽንግተን ጊዜ በኋላ ናቸው ግን ስቴትስ ጦርነት ሲሆን መንግሥት ኛው እስከ ዋና ይህ "
     "ደግሞ አንድ ቀን ም ሰዎች ዓ መካከል ወይም ያለው ክፍል ግዛቶች ነገር ዓመት ዩናይትድ ማለት ምንም ቤት ናት ወቅት ዘመን ደረጃ ጦር ሕገ ሥነ"},
    {"ti", SCRIPT_ETHIOPIC,
     "ኣብ ናይ እዩ ድማ ካብ ቋንቋ እቲ ምስ ሕማም ኢዩ ሓደ ወይ ከም ዚ ትምህርቲ ኣላህ ሰባት ናብ ግን ሰብ እዚ ግዜ ከኣ ኣደ ውን ዓለም ኤርትራ "
     "ከተማ ክልተ እዋን ነቲ ገለ ቁጽሪ ቲ እያ ከባቢ ይኹን ሃገር ህዝቢ ሓረግ ቦታ ካልኦት ቤት ኣሎ እቶም ከምኡውን ም ዓመት ዓሰርተ ዘሎ"},
};
const LanguageWordsList language_words_more = {rows, G_N_ELEMENTS(rows)};
